import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { forgetEnv } from "@/lib/platform/env";
import { closeBreaker } from "./ask-stripe";
import { useStripeLimits } from "./client";

const PUBLISHABLE_KEY = "pk_test_emulator0000000000";
const SECRET_KEY = "sk_test_emulator0000000000";
const START_TIMEOUT_MS = 60_000;

/** For tests: a typed card, by what it does. */
export const CARDS = {
  fine: "4242424242424242",
  insufficientFunds: "4000000000009995",
  stolen: "4000000000009979",
  blockedByRadar: "4100000000000019",
  threeDSecure: "4000000000003220",
} as const;

let base = "";

/** For tests: the real emulator as a process of its own, which the app under test takes for Stripe. */
export function useEmulator(): void {
  let child: ChildProcess | null = null;
  beforeAll(async () => {
    child = spawn(process.execPath, ["--import", "tsx", "emulator/server.ts"], {
      env: { ...process.env, EMULATOR_PORT: "0", EMULATOR_DATA: "", EMULATOR_SETTLE_DELAY_MS: "50" },
      stdio: ["ignore", "pipe", "inherit"],
    });
    base = await addressOf(child);
    process.env.STRIPE_API_BASE = base;
    forgetEnv();
  }, START_TIMEOUT_MS);
  beforeEach(async () => {
    closeBreaker();
    useStripeLimits({});
    await control("DELETE", "faults");
  });
  afterAll(async () => {
    if (!child || child.exitCode !== null) return;
    child.kill();
    await once(child, "exit");
  });
}

async function addressOf(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error("the emulator has no output");
  for await (const line of createInterface(child.stdout)) {
    const address = /emulator ready on (http:\S+)/.exec(line)?.[1];
    if (address) return address;
  }
  throw new Error("the emulator did not start");
}

async function control(method: string, path: string, body?: object): Promise<void> {
  const response = await fetch(`${base}/_emulator/${path}`, {
    method,
    headers: { "content-type": "application/json" },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!response.ok) throw new Error(`emulator ${path}: ${await response.text()}`);
}

export type CallFault = {
  path: string;
  method?: string;
  count: number;
  action: "fail" | "hang" | "reset";
  when?: "before" | "during" | "after";
  status?: number;
  code?: string;
};

/** For tests: lets the next calls to the emulator go wrong. */
export function breakCalls(...calls: CallFault[]): Promise<void> {
  return control("POST", "faults", { calls });
}

/** For tests: whether all of them have gone wrong, so that Stripe is as ever again. */
export async function wereCallsBroken(): Promise<boolean> {
  const response = await fetch(`${base}/_emulator/faults`);
  const { calls } = (await response.json()) as { calls: CallFault[] };
  return calls.length === 0;
}

/** For tests: how often Stripe tries to collect an invoice by itself, and what then becomes of its subscription. */
export function changeRetries(policy: {
  retryDays: number[];
  afterRetries: "cancel" | "mark_unpaid" | "leave_past_due";
}): Promise<void> {
  return control("POST", "billing", policy);
}

/** For tests: what a bank makes of a dispute by itself; `reinstate` puts the money back on our balance besides. */
export function decideDispute(id: string, decision: { status: string; reinstate?: boolean }): Promise<void> {
  return control("POST", `disputes/${id}`, decision);
}

/** For tests: the payer must say first where a refund should go, so that it can be canceled. */
export function askForRefundDetails(id: string): Promise<void> {
  return control("POST", `refunds/${id}`, { status: "requires_action" });
}

/** For tests: what Stripe.js does, with the publishable key. */
export async function browserCall(path: string, form: Record<string, string>) {
  const response = await fetch(`${base}${path}`, {
    method: "POST",
    body: new URLSearchParams({ key: PUBLISHABLE_KEY, ...form }),
  });
  return (await response.json()) as { id: string; error?: { message: string } };
}

/** For tests: a confirmation token as the payment form makes it. */
export async function newToken(
  card: string,
  shown: { amount?: number; currency?: string; mode?: "payment" | "subscription" } = {},
) {
  const { amount = 500, currency = "usd", mode = "payment" } = shown;
  const token = await browserCall("/v1/confirmation_tokens", {
    "payment_method_data[type]": "card",
    "payment_method_data[card][number]": card,
    "payment_method_data[card][exp_month]": "12",
    "payment_method_data[card][exp_year]": "34",
    "payment_method_data[card][cvc]": "123",
    "client_context[mode]": mode,
    "client_context[amount]": String(amount),
    "client_context[currency]": currency,
  });
  if (token.error) throw new Error(token.error.message);
  return token.id;
}

/** For tests: an object as the emulator has it, read past the code under test. */
export async function readFromStripe<Found>(path: string): Promise<Found> {
  const response = await fetch(`${base}${path}`, { headers: { authorization: `Bearer ${SECRET_KEY}` } });
  return (await response.json()) as Found;
}

type Intent = { id: string; status: string; amount_received: number; next_action: NextAction | null };
type NextAction = { use_stripe_sdk?: { three_d_secure_2_source?: string } };

/** For tests: all PaymentIntents of an order at Stripe. There must never be more than one. */
export async function paymentIntentsOf(orderId: string): Promise<Intent[]> {
  const list = await readFromStripe<{ data: (Intent & { metadata: Record<string, string> })[] }>(
    "/v1/payment_intents?limit=100",
  );
  return list.data.filter(({ metadata }) => metadata.order_id === orderId);
}

/** For tests: the payer presses Complete or Fail in the bank's window. */
export async function authenticate(intent: Intent, outcome: "complete" | "fail"): Promise<void> {
  const source = intent.next_action?.use_stripe_sdk?.three_d_secure_2_source;
  if (!source) throw new Error(`payment ${intent.id} asks for nothing`);
  await browserCall("/v1/3ds2/authenticate", { source, outcome });
}
