import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Stripe from "stripe";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { useEmulator } from "@/lib/stripe/testing";

const KEY = "sk_test_listen0000000000";
const PATIENCE_MS = 60_000;

useEmulator();
const folder = mkdtempSync(join(tmpdir(), "topup-listen-"));
const heard: { body: string; signature: string }[] = [];
const hook = createServer((request, response) => {
  let body = "";
  request.setEncoding("utf8").on("data", (more: string) => {
    body += more;
  });
  request.on("end", () => {
    heard.push({ body, signature: String(request.headers["stripe-signature"]) });
    response.end();
  });
});
let hookUrl = "";
let child: ChildProcess | null = null;
beforeAll(async () => {
  await new Promise<void>((resolve) => hook.listen(0, "127.0.0.1", resolve));
  hookUrl = `http://127.0.0.1:${(hook.address() as AddressInfo).port}/hook`;
});
afterAll(() => {
  child?.kill("SIGKILL");
  hook.closeAllConnections();
  hook.close();
  rmSync(folder, { recursive: true });
});

/** `npm run stripe:listen` with the settings of a developer who has keys and no more. */
function listen(more: Record<string, string>): { said: () => string; ended: Promise<number> } {
  const env = {
    ...{ STRIPE_SECRET_KEY: KEY, STRIPE_PUBLISHABLE_KEY: "pk_test_listen0000000000", TOPUP_DATA: folder },
    ...{ HOME: folder, XDG_CONFIG_HOME: folder },
  };
  const started = spawn(
    process.execPath,
    ["--import", "tsx", "scripts/stripe-listen.ts", "--forward-to", hookUrl],
    { env: { ...process.env, ...env, ...more } },
  );
  child = started;
  let text = "";
  for (const stream of [started.stdout, started.stderr])
    stream.setEncoding("utf8").on("data", (part: string) => {
      text += part;
    });
  const ended = new Promise<number>((resolve) => started.once("close", (code) => resolve(code ?? -1)));
  return { said: () => text, ended };
}

it("forwards the registry's events and no others, leaves the secret to the server, shows it to nobody, and ends whole", {
  timeout: 3 * PATIENCE_MS,
}, async () => {
  const { said, ended } = listen({});
  await vi.waitFor(() => expect(said()).toContain("Ready!"), PATIENCE_MS);
  const { hostname, port } = new URL(process.env.STRIPE_API_BASE ?? "");
  const stripe = new Stripe(KEY, { host: hostname, port, protocol: "http" });
  await stripe.customers.create({});
  const { id } = await stripe.paymentIntents.create({ amount: 500, currency: "usd" });
  await vi.waitFor(() => expect(heard.length).toBeGreaterThan(0), PATIENCE_MS);
  const file = join(folder, "stripe-listen.json");
  const { secret } = JSON.parse(readFileSync(file, "utf8")) as { secret: string };
  const events = heard.map(({ body, signature }) => stripe.webhooks.constructEvent(body, signature, secret));
  expect(events.map(({ type, data }) => [type, (data.object as { id: string }).id])).toEqual([
    ["payment_intent.created", id],
  ]);
  expect(statSync(file).mode & 0o077).toBe(0);
  await vi.waitFor(() => expect(said()).toContain("[200] POST"), PATIENCE_MS);
  expect(said()).not.toContain(secret);
  expect(said()).not.toContain(KEY);
  child?.kill("SIGTERM");
  expect(await ended).toBe(0);
});

it.each([
  [{ STRIPE_SECRET_KEY: "sk_live_0000000000", STRIPE_PUBLISHABLE_KEY: "pk_live_0000000000" }, /live/i],
  [{ STRIPE_SECRET_KEY: "", STRIPE_PUBLISHABLE_KEY: "", STRIPE_API_BASE: "" }, /Start npm run dev first/],
  [{ STRIPE_API_BASE: "http://127.0.0.1:9" }, /connection refused/],
] as [Record<string, string>, RegExp][])(
  "with %j it says why it cannot listen, without a key",
  async (settings, words) => {
    const { said, ended } = listen(settings);
    expect(await ended).toBe(1);
    expect(said()).toMatch(words);
    expect(said()).not.toMatch(/sk_(test|live)_\w*0000/);
  },
  PATIENCE_MS,
);
