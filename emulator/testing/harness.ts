import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import Stripe from "stripe";
import { afterAll, afterEach } from "vitest";
import { type RunningEmulator, type StartOptions, startEmulator } from "../start";

export const SECRET_KEY = "sk_test_emulator0000000000";
export const PUBLISHABLE_KEY = "pk_test_emulator0000000000";
export const WEBHOOK_SECRET = "whsec_emulatortestsecret";

const closing: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** An emulator on a free port, closed when the test file ends. Settlement and retries are quick. */
export async function openEmulator(options: Partial<StartOptions> = {}): Promise<RunningEmulator> {
  const running = await startEmulator({
    port: 0,
    folder: null,
    settleDelayMs: 20,
    retryDelaysMs: [20, 40, 80],
    ...options,
  });
  closing.push(running.close);
  afterEach(() => running.engine.emulator.faults.clear());
  return running;
}

/** The real client, unmodified, against an emulator. */
export function clientOf(running: RunningEmulator, key = SECRET_KEY, maxNetworkRetries = 0): Stripe {
  return new Stripe(key, { host: "127.0.0.1", port: running.port, protocol: "http", maxNetworkRetries });
}

/** A call as a browser makes it: publishable key in the form, no client library. */
export async function browserCall(
  running: RunningEmulator,
  method: "GET" | "POST",
  path: string,
  params: Record<string, string>,
): Promise<{ status: number; body: Record<string, never> & { error?: Record<string, unknown> } }> {
  const form = new URLSearchParams({ key: PUBLISHABLE_KEY, ...params }).toString();
  const url = `${running.url}${path}${method === "GET" ? `?${form}` : ""}`;
  const headers = { "content-type": "application/x-www-form-urlencoded", origin: "http://localhost:3000" };
  const answer = await fetch(url, { method, headers, ...(method === "POST" ? { body: form } : {}) });
  return { status: answer.status, body: (await answer.json()) as never };
}

/** The form of a typed card. */
export function cardForm(number: string, extra: Record<string, string> = {}): Record<string, string> {
  return {
    "payment_method_data[type]": "card",
    "payment_method_data[card][number]": number,
    "payment_method_data[card][exp_month]": "12",
    "payment_method_data[card][exp_year]": "34",
    "payment_method_data[card][cvc]": "123",
    ...extra,
  };
}

export interface Received {
  body: string;
  signature: string;
  headers: Record<string, unknown>;
  event: Stripe.Event;
}

/** A webhook that keeps what it gets and answers as told. */
export async function openWebhook(answers: number[] = []): Promise<{ url: string; received: Received[] }> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString("utf8");
      const signature = String(request.headers["stripe-signature"]);
      received.push({ body, signature, headers: request.headers, event: JSON.parse(body) });
      response.writeHead(answers.shift() ?? 200).end("ok");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, received };
}

/** How long a test waits for what must come. It is there for what never comes, so no slow machine may reach it. */
const WAIT_MS_MAX = 15_000;

/** Waits until `holds` is true. */
export async function until(holds: () => boolean): Promise<void> {
  const end = performance.now() + WAIT_MS_MAX;
  while (!holds()) {
    if (performance.now() > end) throw new Error("what was waited for never came");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
