import type { ApiKey } from "@/lib/api-keys/views";
import { log } from "@/lib/platform/log";
import { type Answer, problemAnswer, toResponse } from "./answer";
import { authorize } from "./authorize";
import type { Operation, PathParams } from "./operation";
import { requestIdOf } from "./request-id";
import { serveFixed } from "./serve-fixed";
import { serveRead } from "./serve-read";
import { serveWrite } from "./serve-write";

/** The operations of one path, by method. */
export type Operations = { GET?: Operation; POST?: Operation };

/** What the host brings: the ids in the path, and work for after the answer. */
export type Surroundings = {
  params: Promise<Record<string, string | string[] | undefined>>;
  later?: (work: () => Promise<void>) => void;
};

/**
 * The one door to `/api/v1`: every answer is made here, so none lacks a request id, and nothing thrown reaches a
 * client. A fault of ours is a 500 without particulars, and a log line with them under the same id.
 */
export async function serve(
  operations: Operations,
  request: Request,
  surroundings: Surroundings,
): Promise<Response> {
  const requestId = requestIdOf(request);
  let answer: Answer;
  try {
    const operation = operations[request.method === "HEAD" ? "GET" : (request.method as "GET")];
    answer = operation ? await run(operation, request, surroundings) : otherMethod(operations, request);
  } catch (error) {
    answer = faultAnswer(error, request, requestId);
  }
  answer.headers["X-Request-Id"] = requestId;
  return toResponse(answer);
}

function faultAnswer(error: unknown, request: Request, requestId: string): Answer {
  const code = isDatabaseAway(error) ? "service_unavailable" : "internal_error";
  log.error({ err: error, requestId, method: request.method, code }, "api request failed");
  return problemAnswer(code, code === "service_unavailable" ? { headers: { "Retry-After": "5" } } : {});
}

async function run(operation: Operation, request: Request, { params, later }: Surroundings): Promise<Answer> {
  if (operation.scope === null && !operation.needsKey) return serveFixed(operation, request);
  const asked = authorize(request, operation.scope, later);
  const admission = asked instanceof Promise ? await asked : asked;
  if (!admission.ok) return add(admission.headers, admission.answer);
  const ids = operation.path.includes("{") ? ((await params) as PathParams) : {};
  return add(admission.headers, await runAdmitted(operation, request, admission.key, ids));
}

function runAdmitted(operation: Operation, request: Request, key: ApiKey, ids: PathParams) {
  if (operation.scope === null) return serveFixed(operation, request);
  if (operation.method === "GET") return serveRead(operation, request, key, ids);
  return serveWrite(operation, request, key, ids);
}

function add(headers: Record<string, string>, answer: Answer): Answer {
  Object.assign(answer.headers, headers);
  return answer;
}

function otherMethod(operations: Operations, { method }: Request): Answer {
  return method === "OPTIONS" ? options(operations) : methodNotAllowed(operations);
}

/** Says which methods there are and nothing of other origins: browsers may call the API from our own pages only. */
function options(operations: Operations): Answer {
  return { status: 204, body: null, headers: { Allow: allowed(operations) } };
}

function methodNotAllowed(operations: Operations): Answer {
  return problemAnswer("method_not_allowed", { headers: { Allow: allowed(operations) } });
}

function allowed(operations: Operations): string {
  const methods = Object.keys(operations).flatMap((method) =>
    method === "GET" ? ["GET", "HEAD"] : [method],
  );
  return [...methods, "OPTIONS"].join(", ");
}

const AWAY_CODES = new Set(["ECONNREFUSED", "ECONNRESET", "ENOTFOUND", "ETIMEDOUT", "CONNECT_TIMEOUT"]);

/** The database cannot be reached, takes no more connections, or is going down: not a fault of the request or of us. */
function isDatabaseAway(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === "string" && (AWAY_CODES.has(code) || /^(08|53|57P0|CONNECTION_)/.test(code));
}

/** The answer for a path that the API does not have. */
export function servePathNotFound(request: Request): Response {
  const headers = { "X-Request-Id": requestIdOf(request) };
  return toResponse(problemAnswer("path_not_found", { headers }));
}
