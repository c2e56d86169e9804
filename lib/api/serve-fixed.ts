import { createHash } from "node:crypto";
import { type Answer, jsonAnswer } from "./answer";
import { isKnown } from "./etag";
import type { FixedOperation } from "./operation";

type Content = { body: string; etag: string };

const contents = new WeakMap<FixedOperation, Content>();

/**
 * Answers a GET of what is the same for everybody, made once per process. Anyone may keep it, and asks whether it
 * changed: a new version of the app may bring another.
 */
export function serveFixed(operation: FixedOperation, request: Request): Answer {
  const { body, etag } = contentOf(operation);
  const whose = operation.needsKey ? "private" : "public";
  const headers = { ETag: etag, "Cache-Control": `${whose}, no-cache, no-transform` };
  if (isKnown(request.headers.get("if-none-match"), etag)) return { status: 304, body: null, headers };
  return jsonAnswer(200, body, headers);
}

function contentOf(operation: FixedOperation): Content {
  const known = contents.get(operation);
  if (known) return known;
  const body = JSON.stringify(operation.content());
  const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`;
  const made = { body, etag };
  contents.set(operation, made);
  return made;
}
