import type { HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";
import { chargeEndpoints } from "./api/charges";
import { confirmationTokenEndpoints } from "./api/confirmation-tokens";
import { customerEndpoints } from "./api/customers";
import { elementsSessionEndpoints } from "./api/elements-sessions";
import { paymentIntentEndpoints } from "./api/payment-intents";
import { paymentMethodEndpoints } from "./api/payment-methods";
import { threeDsEndpoints } from "./api/three-ds";
import { browserRoutes } from "./browser/routes";
import { browserDeps } from "./browser-deps";
import { controlRoutes } from "./control";
import type { Engine } from "./emulator";
import { Dispatcher } from "./http/dispatch";
import type { Endpoint } from "./http/endpoint";
import { notEmulated, unknownUrl } from "./http/errors";
import { KNOWN_ROOTS } from "./http/known-roots";
import { isLoopback } from "./http/origin";

export type Bindings = { Bindings: HttpBindings };

export const ENDPOINTS: readonly Endpoint[] = [
  ...customerEndpoints,
  ...paymentMethodEndpoints,
  ...confirmationTokenEndpoints,
  ...paymentIntentEndpoints,
  ...chargeEndpoints,
  ...threeDsEndpoints,
  ...elementsSessionEndpoints,
];

/** Everything the emulator answers over HTTP. */
export function buildApp(engine: Engine): Hono<Bindings> {
  const app = new Hono<Bindings>();
  const dispatcher = new Dispatcher(engine.emulator);
  app.use("*", async (c, next) => {
    if (!isLoopback(c.req.header("host")))
      return c.text("This emulator answers loopback addresses only.", 403);
    return next();
  });
  app.options("/v1/*", (c) => c.body(null, 204, { ...CORS, "Access-Control-Max-Age": "600" }));
  // Fixed paths first, so that an id never hides one.
  const sorted = [...ENDPOINTS].sort((a, b) => Number(a.path.includes(":")) - Number(b.path.includes(":")));
  for (const one of sorted) app.on(one.method, one.path, (c) => answerCall(dispatcher, one, c));
  app.all("/v1/*", (c) => answerCall(dispatcher, null, c));
  app.all("/v2/*", (c) => answerCall(dispatcher, null, c));
  app.route("/", controlRoutes(engine));
  app.route("/", browserRoutes(browserDeps(engine.emulator)));
  return app;
}

const CORS = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Allow-Methods": "GET, HEAD, PUT, PATCH, POST, DELETE",
  "Access-Control-Allow-Headers":
    "authorization, content-type, idempotency-key, stripe-version, stripe-account, x-stripe-client-user-agent",
  "Access-Control-Expose-Headers": "Request-Id, Stripe-Should-Retry, Idempotent-Replayed",
  "Cache-Control": "no-cache, no-store",
};
const JSON_HEADERS = { ...CORS, "Content-Type": "application/json" };
const MAX_BODY = 1_000_000;

async function answerCall(
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
