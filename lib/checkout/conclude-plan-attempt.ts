import { sql } from "@/db/client";
import { inTransaction } from "@/db/transaction";
import { now } from "@/lib/platform/clock";
import { log } from "@/lib/platform/log";
import type { PaymentFailure, PaymentIntentFacts } from "@/lib/stripe/payment-intent-facts";
import { retrievePaymentIntent } from "@/lib/stripe/retrieve-payment-intent";
import type { StripeTrouble } from "@/lib/stripe/trouble";
import { readSubscription } from "@/lib/subscriptions/read-subscription";
import { absorbPlanReading } from "./absorb-plan-reading";
import { findTroubleRefusal, refused, refusedBy } from "./conclude-attempt";
import { findOrder } from "./find-order";
import { type PlanOrder, toStoredRefusal } from "./order-row";
import type { PayOrderAnswer } from "./views";

/** What an order shows of a try: of the payment of its first invoice, or of its card being set up. */
export type Tried = { status: string; failure: PaymentFailure | null; blocked: boolean };

/**
 * Shows on the order what Stripe says of the try; an order that is paid is never changed back. One whose slow payment
 * failed is open again, or over when the person ordered the same again meanwhile. A card check that takes its time brings
 * no money: the order stays open, so that whoever learns of its end can take it and go on.
 */
export async function mirrorAttempt(order: PlanOrder, { status, failure, blocked }: Tried): Promise<void> {
  const refusal = failure ? toStoredRefusal(failure, blocked, now()) : null;
  await sql()`
    update orders set stripe_payment_intent_status = ${status},
      status = case when ${status} = 'processing' and stripe_setup_intent_id is null then 'processing' when status = 'open' then 'open'
        when ${status} = 'succeeded' then status
        when exists (
          select 1 from orders other where other.wallet_id = orders.wallet_id and other.status = 'open'
            and other.kind = 'plan' and other.item = orders.item and other.currency = orders.currency
            and other.amount_minor = orders.amount_minor and other.credits = orders.credits) then 'canceled'
        else 'open' end,
      last_refusal = ${refusal && sql().json(refusal)}, updated_at = ${now()}
    where wallet_id = ${order.walletId} and id = ${order.id} and status in ('open', 'processing')`;
}

/** Settles or shows what Stripe says of the payment of the first invoice, and says it to the browser. */
export async function concludePayment(order: PlanOrder, facts: PaymentIntentFacts): Promise<PayOrderAnswer> {
  const { status, failure, charge, clientSecret } = facts;
  await mirrorAttempt(order, { status, failure, blocked: charge?.blocked ?? false });
  switch (status) {
    case "succeeded":
      if (!order.stripeSubscriptionId) throw new Error(`subscription_missing: order ${order.id} was paid`);
      return settlePlan(order, order.stripeSubscriptionId);
    case "processing":
    case "requires_capture":
      return { outcome: "processing" };
    case "requires_action":
      if (!clientSecret) throw new Error(`client_secret_missing: payment ${facts.id}`);
      return { outcome: "requires_action", clientSecret, intent: "payment" };
    case "canceled":
      return refused("order_canceled");
    default:
      return refusedBy(failure, charge?.blocked ?? false);
  }
}

/**
 * Reads the subscription and settles its first invoice. The money is there: when the reading fails, or Stripe has not
 * booked the invoice yet, the order page and the events go on from here.
 */
export async function settlePlan(order: PlanOrder, subscriptionId: string): Promise<PayOrderAnswer> {
  try {
    const reading = await readSubscription(subscriptionId);
    await inTransaction((tx) => absorbPlanReading(tx, reading));
  } catch (error) {
    log.warn({ orderId: order.id, err: error }, "a paid plan was not settled at once; its events will do it");
  }
  const { status } = (await findOrder(order.walletId, order.id)) ?? order;
  if (status === "parked") return refused("order_parked");
  return { outcome: status === "paid" ? "succeeded" : "processing" };
}

/** Says what became of a try that Stripe did not simply accept, as for packs. */
export async function concludePaymentTrouble(
  order: PlanOrder,
  trouble: StripeTrouble,
  paymentIntentId: string | null,
): Promise<PayOrderAnswer> {
  if (trouble.kind === "declined" && trouble.paymentIntent) {
    const { code, declineCode, paymentIntent } = trouble;
    return concludePayment(order, {
      ...paymentIntent,
      failure: paymentIntent.failure ?? { code, declineCode },
    });
  }
  const refusal = findTroubleRefusal(order, trouble);
  if (refusal) return refusal;
  const fresh = paymentIntentId ? await retrievePaymentIntent(paymentIntentId) : null;
  return fresh?.ok ? concludePayment(order, fresh.value) : refused("stripe_unavailable");
}
