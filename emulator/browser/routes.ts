import { type Context, Hono } from "hono";
import { html } from "hono/html";
import { bundleScript, readStyles } from "./bundle";
import type { BrowserDeps } from "./deps";
import { hostedRoutes } from "./pages/hosted-routes";
import { walletRoutes } from "./pages/wallet-routes";

const FRAMES = [
  "controller",
  "payment",
  "address",
  "linkAuthentication",
  "expressCheckout",
  "three-ds-2-challenge",
  "wallet",
];

/**
 * A frame may run this emulator's script and style and talk to this emulator, and nothing else; fonts and their
 * style sheets are the page's to choose.
 */
const FRAME_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' http: https:; font-src * data:; connect-src 'self'; " +
  "frame-src 'self'; base-uri 'none'; form-action 'none'";

/** Everything a browser fetches from the emulator: Stripe.js, its frames and the hosted pages. */
export function browserRoutes(deps: BrowserDeps): Hono {
  const app = new Hono();
  app.get("/endive/stripe.js", async (c) => {
    const origin = JSON.stringify(new URL(c.req.url).origin);
    const script = await bundleScript("client/global.ts");
    return send(c, "text/javascript", `var ENDIVE_ORIGIN = ${origin};\n${script}`);
  });
  app.get("/endive/frames.js", async (c) => send(c, "text/javascript", await bundleScript("frames/main.ts")));
  app.get("/endive/challenge-page.js", async (c) =>
    send(c, "text/javascript", await bundleScript("frames/challenge-page.ts")),
  );
  app.get("/endive/frames.css", async (c) =>
    send(c, "text/css", await readStyles("frames/frames.css", "frames/methods.css", "frames/sheet.css")),
  );
  app.get("/endive/pages.css", async (c) => send(c, "text/css", await readStyles("pages/pages.css")));
  app.get("/endive/frames/:name", (c) => {
    if (!FRAMES.includes(c.req.param("name"))) return c.notFound();
    headers(c);
    c.header("Content-Security-Policy", FRAME_POLICY);
    return c.html(framePage(c.req.query("scheme") === "dark" ? "dark" : "light"));
  });
  app.route("/_emulator", hostedRoutes(deps));
  app.route("/_emulator", walletRoutes());
  return app;
}

/** A frame before its script runs. The scheme must be right from the first paint, or the frame flashes. */
function framePage(scheme: "light" | "dark") {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="${scheme}">
<title>Stripe.js frame</title>
<link rel="stylesheet" href="/endive/frames.css">
<script src="/endive/frames.js" defer></script>
</head>
<body><div id="root"></div></body>
</html>`;
}

function send(c: Context, type: string, body: string): Response {
  headers(c);
  return c.body(body, 200, { "Content-Type": `${type}; charset=utf-8` });
}

function headers(c: Context): void {
  c.header("Cache-Control", "no-store");
  c.header("Cross-Origin-Resource-Policy", "cross-origin");
  c.header("Access-Control-Allow-Origin", "*");
  c.header("X-Content-Type-Options", "nosniff");
  c.header("Referrer-Policy", "no-referrer");
}
