import { sql } from "@/db/client";
import { ensureCustomer } from "@/lib/customers/ensure-customer";
import { nowMs } from "@/lib/platform/clock";
import { createPaymentIntent, type PaymentRequest } from "@/lib/stripe/create-payment-intent";
import { findPaymentIntentOfOrder } from "@/lib/stripe/find-payment-intent-of-order";
import { KEY_SAFE_MS } from "@/lib/stripe/key-safe";
import type { PaymentIntentFacts } from "@/lib/stripe/payment-intent-facts";
import { retrievePaymentIntent } from "@/lib/stripe/retrieve-payment-intent";
import type { StripeAnswer } from "@/lib/stripe/trouble";
import type { OrderRow } from "./order-row";

type IntentAnswer = StripeAnswer<PaymentIntentFacts>;

/**
 * The order's one PaymentIntent as Stripe has it now: the stored one, or the one that an earlier try made and
 * could not store, or a new one. Its id is on the order before anything is confirmed, so money can only ever
 * come through the PaymentIntent that the order names.
 */
export async function ensurePaymentIntent(order: OrderRow): Promise<IntentAnswer> {
  if (order.stripePaymentIntentId) return retrievePaymentIntent(order.stripePaymentIntentId);
  const customer = await ensureCustomer(order.walletId);
  if (!customer.ok) return customer;
  const intent = await findOrCreate(order, toRequest(order, customer.value));
  return intent.ok ? storePaymentIntent(order, intent.value) : intent;
}

function toRequest(order: OrderRow, customerId: string): PaymentRequest {
  return {
    orderId: order.id,
    walletId: order.walletId,
    customerId,
    amountMinor: order.amountMinor,
    currency: order.currency,
    description: `${order.credits} credits`,
  };
}

async function findOrCreate(order: OrderRow, request: PaymentRequest): Promise<IntentAnswer> {
  if (nowMs() - order.createdAt.getTime() > KEY_SAFE_MS) return findElseCreate(request);
  const created = await createPaymentIntent(request);
  if (created.ok) return created;
  const { trouble } = created;
  // Stripe keeps an answer of 500 under the key and gives it for a day: look what became of it.
  if (trouble.kind === "unavailable" && trouble.replayed) return findElseCreate(request);
  if (trouble.kind !== "refused" || trouble.param !== "customer") return created;
  const customer = await ensureCustomer(order.walletId, request.customerId);
  return customer.ok ? createPaymentIntent({ ...request, customerId: customer.value }, true) : customer;
}

async function findElseCreate(request: PaymentRequest): Promise<IntentAnswer> {
  const found = await findPaymentIntentOfOrder(request.customerId, request.orderId);
  if (!found.ok) return found;
  return found.value ? { ok: true, value: found.value } : createPaymentIntent(request, true);
}

/** Writes the id where none is; when somebody was faster, theirs is the order's PaymentIntent and ours is idle. */
async function storePaymentIntent(order: OrderRow, intent: PaymentIntentFacts): Promise<IntentAnswer> {
  const [row] = await sql()<{ id: string }[]>`
    update orders set stripe_payment_intent_id = coalesce(stripe_payment_intent_id, ${intent.id})
    where wallet_id = ${order.walletId} and id = ${order.id}
    returning stripe_payment_intent_id as id`;
  if (!row || row.id === intent.id) return { ok: true, value: intent };
  return retrievePaymentIntent(row.id);
}
