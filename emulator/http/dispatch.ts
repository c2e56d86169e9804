import type { Emulator } from "../context";
import { API_VERSION } from "../context";
import type { CallFault } from "../faults/faults";
import { newId } from "../store/ids";
import { type ApiAnswer, faultAnswer, faultError, toAnswer } from "./answer";
import { authenticate, findKey, requireSecret } from "./auth";
import type { Call, Caller, Endpoint } from "./endpoint";
import { ApiError } from "./errors";
import { expandAll } from "./expand";
import { type FormTree, parseForm } from "./form";
import { checkKeyLength, findSaved, fingerprint, keyInUse } from "./idempotency";
import { list, readParams, text } from "./params";
import { checkVersion, hasOlderRules } from "./version";

export interface ApiRequest {
  method: string;
  path: string;
  query: string;
  body: string;
  id: string;
  header(name: string): string | undefined;
}

/** What every browser call may carry beside its own parameters. */
const BAGGAGE = [
  "key",
  "_stripe_account",
  "_stripe_version",
  "guid",
  "muid",
  "sid",
  "payment_user_agent",
  "referrer",
];
const MORE_BAGGAGE = ["time_on_page", "client_attribution_metadata", "pasted_fields", "radar_options"];

/** Answers API calls: authentication, faults, idempotency, parameters, the call itself, expansion, in this order. */
export class Dispatcher {
  readonly #running = new Set<string>();
  constructor(readonly emulator: Emulator) {}

  answer(endpoint: Endpoint | null, request: ApiRequest, missing: () => ApiError): ApiAnswer {
    const requestId = newId("req");
    const headers = this.#headers(request, requestId);
    try {
      const tree = readTree(request);
      const caller = authenticate(findKey(request.header("authorization"), plain(tree.key)));
      if (endpoint === null) throw missing();
      if (!endpoint.browser) requireSecret(caller);
      const version = request.header("stripe-version") ?? plain(tree._stripe_version) ?? null;
      checkVersion(version);
      const fault = this.emulator.faults.take(request.method, request.path);
      if (fault !== null && (fault.when ?? "before") === "before") {
        const release = fault.action === "hang" ? this.#hold(request, caller) : undefined;
        return { ...faultAnswer(fault, headers, requestId), release };
      }
      const during = fault?.when === "during" ? fault : null;
      const call = { requestId, version, caller, tree, headers, during };
      const answer = this.#once(endpoint, request, call);
      return fault?.when !== "after" ? answer : faultAnswer(fault, headers, requestId);
    } catch (error) {
      return toAnswer(error, headers, requestId);
    }
  }

  #headers(request: ApiRequest, requestId: string): Record<string, string> {
    const account = request.header("stripe-account");
    return {
      "Request-Id": requestId,
      "Stripe-Version": request.header("stripe-version") ?? API_VERSION,
      ...(account === undefined ? {} : { "Stripe-Account": account }),
    };
  }

  /** Runs a call, or replays what was answered under its idempotency key. */
  #once(endpoint: Endpoint, request: ApiRequest, incoming: Incoming): ApiAnswer {
    const key = request.method === "POST" ? (request.header("idempotency-key") ?? null) : null;
    if (key === null || key === "") return this.#run(endpoint, request, incoming, null);
    checkKeyLength(key);
    const rowId = `${incoming.caller.key} ${key}`;
    const print = fingerprint(request.method, request.path, incoming.caller.key, request.body);
    incoming.headers["Idempotency-Key"] = key;
    if (this.#running.has(rowId)) throw keyInUse(key);
    const saved = findSaved(this.emulator.store, rowId, key, print);
    if (saved !== null) {
      const replayed = { "Idempotent-Replayed": "true", "Original-Request": saved.requestId };
      return { status: saved.status, body: saved.body, headers: { ...incoming.headers, ...replayed } };
    }
    incoming.headers["Original-Request"] = incoming.requestId;
    return this.#run(endpoint, request, incoming, { rowId, print, key });
  }

  #run(endpoint: Endpoint, request: ApiRequest, incoming: Incoming, save: Save | null): ApiAnswer {
    const { store } = this.emulator;
    const { requestId, headers } = incoming;
    return store.transaction(() => {
      const undo = store.savepoint();
      let answer: ApiAnswer;
      try {
        answer = { status: 200, body: this.#body(endpoint, request, incoming, save?.key ?? null), headers };
      } catch (error) {
        if (!(error instanceof ApiError && error.options.keepsChanges === true)) undo();
        if (error instanceof ApiError && error.options.saved !== true) throw error;
        answer = toAnswer(error, headers, requestId);
      }
      const { status, body } = answer;
      if (save === null) return answer;
      store.put("saved_answer", save.rowId, {
        fingerprint: save.print,
        requestId,
        status,
        body,
        at: Date.now(),
      });
      return answer;
    });
  }

  #body(endpoint: Endpoint, request: ApiRequest, incoming: Incoming, key: string | null): string {
    const { expand, params } = splitParams(incoming.tree, incoming.caller);
    const call: Call = {
      emulator: this.emulator,
      caller: incoming.caller,
      id: request.id,
      version: incoming.version,
      request: { id: incoming.requestId, idempotency_key: key },
      olderRules: hasOlderRules(incoming.version),
    };
    const read = readParams(endpoint.shape, params);
    if (incoming.during !== null) throw faultError(incoming.during, true);
    return JSON.stringify(expandAll(this.emulator.store, endpoint.run(call, read), expand), null, 2);
  }

  #hold(request: ApiRequest, caller: Caller): (() => void) | undefined {
    const key = request.method === "POST" ? request.header("idempotency-key") : undefined;
    if (key === undefined) return undefined;
    const rowId = `${caller.key} ${key}`;
    if (this.#running.has(rowId)) throw keyInUse(key);
    this.#running.add(rowId);
    return () => this.#running.delete(rowId);
  }
}

interface Save {
  rowId: string;
  print: string;
  key: string;
}

interface Incoming {
  requestId: string;
  version: string | null;
  caller: Caller;
  tree: FormTree;
  headers: Record<string, string>;
  during: CallFault | null;
}

function readTree(request: ApiRequest): FormTree {
  if (request.header("content-type")?.startsWith("application/json") === true && request.body !== "") {
    throw new ApiError(400, {
      type: "invalid_request_error",
      message:
        "Invalid request (check that your POST content type is application/x-www-form-urlencoded). If you have questions, we can help at https://support.stripe.com/.",
    });
  }
  if (request.query === "") return parseForm(request.body);
  return request.body === "" ? parseForm(request.query) : parseForm(`${request.query}&${request.body}`);
}

function plain(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function splitParams(tree: FormTree, caller: Caller): { expand: string[]; params: FormTree } {
  const expand = tree.expand === undefined ? [] : list(text).read(tree.expand, "expand");
  const params = { ...tree };
  delete params.expand;
  for (const name of BAGGAGE) delete params[name];
  if (caller.kind === "publishable") for (const name of MORE_BAGGAGE) delete params[name];
  return { expand, params };
}
