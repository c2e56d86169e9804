import { createHmac } from "node:crypto";
import { nowMs } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import type { PaymentIntentFacts } from "@/lib/stripe/payment-intent-facts";
import { eventsAbout, type Subscriber } from "@/lib/subscriptions/testing/subscribers";
import { handleWebhook } from "./handle-webhook";
import { ENABLED_EVENTS } from "./handlers/registry";

export const TEST_SECRET = "whsec_test0000000000000000";
const WEBHOOK_URL = "http://localhost:3000/stripe/subscription-webhook";

/** For tests: a Stripe-Signature header made as the documentation says, without Stripe's library. */
export function signatureOf(body: string, { secret = TEST_SECRET, atMs = nowMs() } = {}): string {
  const seconds = Math.floor(atMs / 1000);
  const hex = createHmac("sha256", secret).update(`${seconds}.${body}`, "utf8").digest("hex");
  return `t=${seconds},v1=${hex}`;
}

/** For tests: an event as Stripe writes it, pretty-printed. */
export function eventOf(type: string, object: object, changed: object = {}) {
  const event = {
    id: `evt_${newId().replaceAll("-", "")}`,
    object: "event",
    api_version: "2026-10-28.endive",
    created: Math.floor(nowMs() / 1000),
    data: { object },
    livemode: false,
    pending_webhooks: 1,
    request: null,
    type,
    ...changed,
  };
  return { id: event.id, body: JSON.stringify(event, null, 2) };
}

/** For tests: the PaymentIntent object that tells of this money. */
export function paymentIntentOf(money: PaymentIntentFacts) {
  return {
    id: money.id,
    object: "payment_intent",
    amount: money.amountMinor,
    amount_received: money.amountReceivedMinor,
    client_secret: money.clientSecret,
    created: Math.floor(money.createdAt.getTime() / 1000),
    currency: money.currency,
    customer: money.customerId,
    last_payment_error: null,
    latest_charge: null,
    livemode: money.livemode,
    metadata: {
      ...(money.orderId ? { order_id: money.orderId } : {}),
      ...(money.walletId ? { wallet_id: money.walletId } : {}),
    },
    status: money.status,
  };
}

/** For tests: delivers all that Stripe has to tell of a customer, oldest first. */
export async function tellAll(person: Subscriber): Promise<void> {
  for (const event of await eventsAbout(person, ENABLED_EVENTS)) await deliver(JSON.stringify(event));
}

export type Delivery = {
  method?: string;
  signature?: string | null;
  body?: BodyInit;
  headers?: Record<string, string>;
};

/** For tests: one delivery to the webhook; signed with the right secret unless told otherwise. */
export async function deliver(text: string, { method = "POST", signature, body, headers }: Delivery = {}) {
  const signed = signature === undefined ? signatureOf(text) : signature;
  const request = new Request(WEBHOOK_URL, {
    method,
    headers: { ...(signed === null ? {} : { "stripe-signature": signed }), ...headers },
    ...(method === "GET" ? {} : { body: body ?? text, duplex: "half" }),
  });
  const response = await handleWebhook(request);
  return { status: response.status, answer: (await response.json()) as Record<string, unknown> };
}
