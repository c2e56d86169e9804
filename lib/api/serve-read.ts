import type { ApiKey } from "@/lib/api-keys/views";
import { readStamp } from "@/lib/ledger/read-stamp";
import { type Answer, jsonAnswer, problemAnswer } from "./answer";
import { etagOf, isKnown, type Versions } from "./etag";
import { forgetCall } from "./limit-rate";
import type { Found, PathParams, ReadOperation } from "./operation";
import { check } from "./read-json";

/**
 * Kept by the client alone, and asked about each time: a balance from yesterday is worse than none. Not to be
 * compressed on the way: the ETag is strong, which means these very bytes (RFC 9110, 8.8.3.3).
 */
const CACHING = { "Cache-Control": "private, no-cache, no-transform", Vary: "Authorization" };

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
  if (!isNamed && isKnown(known, etagOf(stamp))) return notModified(stamp, id);

  const found = await operation.read({ walletId, params, query: query.value, stamp });
  if (!found.ok) return problemAnswer(found.code, found.details);
  if (isNamed && isKnown(known, etagOf(found.stamp))) return notModified(found.stamp, id);
  return state(found);
}

function readQuery({ query }: ReadOperation, request: Request) {
  const { searchParams } = new URL(request.url);
  if (!query) throw new Error("the operation takes no query");
  // A name that is given twice becomes a list, which no parameter is: nobody has to guess which one counts.
  const names = [...new Set(searchParams.keys())];
  const texts = names.map((name) => [name, oneOf(searchParams.getAll(name))]);
  return check(query, Object.fromEntries(texts));
}

function oneOf(texts: string[]): string | string[] | undefined {
  return texts.length > 1 ? texts : texts[0];
}

/** It found nothing new, so it does not count against the key's calls. */
function notModified(versions: Versions, keyId: string): Answer {
  forgetCall(keyId);
  return { status: 304, body: null, headers: { ETag: etagOf(versions), ...CACHING } };
}

function state({ body, stamp }: Found): Answer {
  return jsonAnswer(200, JSON.stringify(body), {
    ETag: etagOf(stamp),
    "Last-Modified": stamp.updatedAt.toUTCString(),
    ...CACHING,
  });
}
