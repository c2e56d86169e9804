import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { type Browser, chromium } from "@playwright/test";
import { build } from "esbuild";
import Stripe from "stripe";
import { afterAll } from "vitest";
import { findBrowser } from "@/scripts/run/browser";
import type { RunningEmulator } from "../../start";
import { clientOf } from "../../testing/harness";

export type ShopServer = {
  url: string;
  /** The body of every request the shop's own server received. */
  bodies: string[];
};

/** A Chromium for one test file, closed with it. */
export async function openBrowser(): Promise<Browser> {
  const browser = await chromium.launch({ executablePath: findBrowser(), args: ["--no-sandbox"] });
  afterAll(() => browser.close());
  return browser;
}

/**
 * A shop on an origin of its own whose policy allows the emulator as the app's does, and whose server confirms with
 * the real Stripe client.
 */
export async function openShop(emulator: RunningEmulator): Promise<ShopServer> {
  const [script, strict] = await Promise.all([bundleShop("production"), bundleShop("development")]);
  const stripe = clientOf(emulator);
  const shop: ShopServer = { url: "", bodies: [] };
  const server = createServer(async (request, response) => {
    const body = await readBody(request);
    shop.bodies.push(`${request.url} ${body}`);
    if (request.url === "/pay") return reply(response, await pay(stripe, body, shop.url));
    if (request.url === "/shop.js") return send(response, "text/javascript", script);
    if (request.url === "/strict.js") return send(response, "text/javascript", strict);
    response.setHeader("content-security-policy", policyOf(emulator.url));
    send(
      response,
      "text/html",
      request.url?.includes("strict=") ? PAGE.replace("shop.js", "strict.js") : PAGE,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  afterAll(() => server.close());
  shop.url = `http://localhost:${(server.address() as AddressInfo).port}`;
  return shop;
}

const PAGE =
  '<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width">' +
  '<link rel="icon" href="data:,"><title>Shop</title><div id="root"></div><script src="/shop.js" defer></script>';

function policyOf(emulator: string): string {
  return (
    `default-src 'none'; script-src 'self' ${emulator}; frame-src ${emulator}; connect-src 'self' ${emulator}; ` +
    "style-src 'self'; img-src data:"
  );
}

async function pay(stripe: Stripe, token: string, url: string): Promise<object> {
  const preview = await stripe.confirmationTokens.retrieve(token);
  const usesAlipay = preview.payment_method_preview?.type === "alipay";
  try {
    const intent = await stripe.paymentIntents.create({
      amount: 4900,
      currency: usesAlipay ? "cny" : "usd",
      confirm: true,
      confirmation_token: token,
      return_url: `${url}/done`,
    });
    return { status: intent.status, clientSecret: intent.client_secret };
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    return { error: `${error.code} ${error.decline_code ?? ""}`.trim() };
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = "";
  for await (const chunk of request) body += chunk;
  return body;
}

function reply(response: ServerResponse, value: object): void {
  send(response, "application/json", JSON.stringify(value));
}

function send(response: ServerResponse, type: string, body: string): void {
  response.writeHead(200, { "content-type": `${type}; charset=utf-8` }).end(body);
}

/** React's development build mounts everything twice in strict mode, as `next dev` does. */
async function bundleShop(mode: "production" | "development"): Promise<string> {
  const result = await build({
    entryPoints: [fileURLToPath(new URL("shop.tsx", import.meta.url))],
    bundle: true,
    write: false,
    format: "iife",
    jsx: "automatic",
    define: { "process.env.NODE_ENV": JSON.stringify(mode) },
    logLevel: "silent",
  });
  return result.outputFiles[0]?.text ?? "";
}
