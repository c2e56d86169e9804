import type { ApiKey } from "@/lib/api-keys/views";
import { readStamp } from "@/lib/ledger/read-stamp";
import { type Answer, jsonAnswer, problemAnswer } from "./answer";
import { etagOf, isKnown } from "./etag";
import { forgetCall } from "./limit-rate";
import type { Found, PathParams, ReadOperation } from "./operation";
import { check } from "./read-json";

/** Kept by the client alone, and asked about each time: a balance from yesterday is worse than none. */
const CACHING = { "Cache-Control": "private, no-cache", Vary: "Authorization" };

/**
 * Answers a GET of a wallet's state. When the client knows that state already the answer is 304, at the price of the
 * wallet's one row: nothing of what was asked for is read. Only what is named by an id has to be looked at first,
 * since a thing that is not there is never "not modified".
 *
 * Refusals: `request_invalid`, and those of the operation.
 */
export async function serveRead(
  operation: ReadOperation,
  request: Request,
  { id, walletId }: ApiKey,
  params: PathParams,
): Promise<Answer> {
  const query = operation.query ? readQuery(operation, request) : { ok: true as const, value: null };
  if (!query.ok) return query.answer;
  const known = request.headers.get("if-none-match");
  const stamp = await readStamp(walletId);
  const isNamed = operation.path.endsWith("}");
  if (!isNamed && isKnown(known, etagOf(stamp.version))) return notModified(stamp.version, id);

  const found = await operation.read({ walletId, params, query: query.value, stamp });
  if (!found.ok) return problemAnswer(found.code, found.details);
  if (isNamed && isKnown(known, etagOf(found.stamp.version))) return notModified(found.stamp.version, id);
  return state(found);
}

function readQuery({ query }: ReadOperation, request: Request) {
  const texts = Object.fromEntries(new URL(request.url).searchParams);
  if (!query) throw new Error("the operation takes no query");
  return check(query, texts);
}

/** It found nothing new, so it does not count against the key's calls. */
function notModified(version: number, keyId: string): Answer {
  forgetCall(keyId);
  return { status: 304, body: null, headers: { ETag: etagOf(version), ...CACHING } };
}

function state({ body, stamp }: Found): Answer {
  return jsonAnswer(200, JSON.stringify(body), {
    ETag: etagOf(stamp.version),
    "Last-Modified": stamp.updatedAt.toUTCString(),
    ...CACHING,
  });
}
