import { type Context, Hono } from "hono";
import type { BrowserDeps, FinishedAction, PendingAction } from "../deps";
import { isChinese } from "../shared/texts";
import { alipayPage, answeredPage, challengePage, overPage } from "./hosted-page";

/** The pages a bank and a wallet would serve. Plain forms: they work without any script. */
export function hostedRoutes(deps: BrowserDeps): Hono {
  const app = new Hono();
  app.get("/three-ds", async (c) => {
    const action = await deps.findPendingAction(c.req.query("source") ?? "");
    return show(c, action, action && challengePage(action, localeOf(c), isFramed(c)));
  });
  app.post("/three-ds", async (c) => {
    const done = await deps.finishAction(c.req.query("source") ?? "", await outcomeOf(c));
    return isFramed(c) ? reply(c, answeredPage(localeOf(c)), null) : leave(c, done);
  });
  app.get("/alipay/:intent", async (c) => {
    const action = await deps.findPendingAction(c.req.param("intent"));
    return show(c, action, action && alipayPage(action, localeOf(c)));
  });
  app.post("/alipay/:intent", async (c) =>
    leave(c, await deps.finishAction(c.req.param("intent"), await outcomeOf(c))),
  );
  return app;
}

type Body = ReturnType<typeof overPage>;

function show(c: Context, action: PendingAction | null, body: Body | null): Response | Promise<Response> {
  if (action && body) return reply(c, body, action.returnUrl);
  c.status(404);
  return reply(c, overPage(localeOf(c), isFramed(c)), null);
}

/** Browsers hold redirects after a form to `form-action` too, so the return address must be allowed there. */
function reply(c: Context, body: Body, returnUrl: string | null): Response | Promise<Response> {
  const target = returnUrl ? ` ${new URL(returnUrl).origin}` : "";
  const framing = isFramed(c) ? "" : "; frame-ancestors 'none'";
  c.header("Cache-Control", "no-store");
  c.header(
    "Content-Security-Policy",
    `default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; form-action 'self'${target}${framing}`,
  );
  return c.html(body);
}

/** Back to the shop, with what Stripe appends; without a return address there is only the end to show. */
function leave(c: Context, done: FinishedAction | null): Response | Promise<Response> {
  if (!done?.returnUrl) {
    if (!done) c.status(404);
    return reply(c, overPage(localeOf(c), false), null);
  }
  const url = new URL(done.returnUrl);
  const noun = done.intentId.startsWith("seti_") ? "setup_intent" : "payment_intent";
  url.searchParams.set(noun, done.intentId);
  url.searchParams.set(`${noun}_client_secret`, done.clientSecret);
  url.searchParams.set("redirect_status", done.redirectStatus);
  c.header("Cache-Control", "no-store");
  return c.redirect(url.href, 303);
}

async function outcomeOf(c: Context): Promise<"complete" | "fail"> {
  const { outcome } = await c.req.parseBody();
  return outcome === "complete" ? "complete" : "fail";
}

function isFramed(c: Context): boolean {
  return c.req.query("framed") === "1";
}

function localeOf(c: Context): string {
  const wanted = c.req.query("locale") ?? c.req.header("Accept-Language") ?? "en";
  return isChinese(wanted) ? "zh" : "en";
}
