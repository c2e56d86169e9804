import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import type { Dispatcher } from "./dispatch";
import type { Endpoint } from "./endpoint";
import { notEmulated, unknownUrl } from "./errors";
import { KNOWN_ROOTS } from "./known-roots";

export type Bindings = { Bindings: HttpBindings };

/** Stripe.js calls from any page, so every page may read the answers. */
export const CORS = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Allow-Methods": "GET, HEAD, PUT, PATCH, POST, DELETE",
  "Access-Control-Allow-Headers":
    "authorization, content-type, idempotency-key, stripe-version, stripe-account, x-stripe-client-user-agent",
  "Access-Control-Expose-Headers": "Request-Id, Stripe-Should-Retry, Idempotent-Replayed",
  "Cache-Control": "no-cache, no-store",
};
const JSON_HEADERS = { ...CORS, "Content-Type": "application/json" };
const MAX_BODY = 1_000_000;

/** Answers one call of the API. `one` is null when no such call is emulated. */
export async function answerCall(
  dispatcher: Dispatcher,
  one: Endpoint | null,
  c: Context<Bindings>,
): Promise<Response> {
  const { method } = c.req;
  const url = c.req.url;
  const mark = url.indexOf("?");
  const path = c.req.path;
  const body = method === "POST" ? await c.req.text() : "";
  if (body.length > MAX_BODY) return c.text("Request body too large", 413);
  const request = {
    method,
    path,
    query: mark < 0 ? "" : url.slice(mark + 1),
    body,
    id: one === null ? "" : (c.req.param("id") ?? ""),
    header: (name: string) => c.req.header(name),
  };
  const answer = dispatcher.answer(one, request, () =>
    isKnown(path) ? notEmulated(method, path) : unknownUrl(method, path),
  );
  if (answer.cut !== undefined) return cut(c, answer.cut, answer.release);
  return c.body(answer.body, answer.status as 200, { ...JSON_HEADERS, ...answer.headers });
}

/** Is this part of Stripe's API, only not of ours? */
function isKnown(path: string): boolean {
  const [, version, root = ""] = path.split("/");
  return version === "v2" || KNOWN_ROOTS.has(root);
}

/** Leaves the caller without an answer: at once, or when it gives up. */
function cut(c: Context<Bindings>, how: "hang" | "reset", release?: () => void): Promise<Response> {
  const { socket } = c.env.incoming;
  if (how === "reset") socket.resetAndDestroy();
  return new Promise((resolve) => {
    const done = () => {
      release?.();
      resolve(new Response(null, { status: 499 }));
    };
    if (socket.destroyed) done();
    else socket.once("close", done);
  });
}
