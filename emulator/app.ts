import { Hono } from "hono";
import { ENDPOINTS } from "./api/endpoints";
import { browserRoutes } from "./browser/routes";
import { browserDeps } from "./browser-deps";
import { invoiceRoutes } from "./console/invoice-page";
import { consoleRoutes } from "./console/routes";
import { controlRoutes } from "./control";
import type { Engine } from "./emulator";
import { Dispatcher } from "./http/dispatch";
import { isLoopback } from "./http/origin";
import { answerCall, type Bindings, CORS } from "./http/serve";

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
  app.all("/v1/:resource/search", (c) => answerCall(dispatcher, null, c));
  for (const one of ENDPOINTS) app.on(one.method, one.path, (c) => answerCall(dispatcher, one, c));
  app.all("/v1/*", (c) => answerCall(dispatcher, null, c));
  app.all("/v2/*", (c) => answerCall(dispatcher, null, c));
  app.route("/", controlRoutes(engine));
  app.route("/", consoleRoutes(engine.emulator));
  app.route("/", invoiceRoutes(engine.emulator));
  app.route("/", browserRoutes(browserDeps(engine.emulator)));
  return app;
}
