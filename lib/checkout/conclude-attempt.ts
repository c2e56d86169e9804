import { inTransaction } from "@/db/transaction";
import { log } from "@/lib/platform/log";
import type { PaymentFailure, PaymentIntentFacts } from "@/lib/stripe/payment-intent-facts";
import { retrievePaymentIntent } from "@/lib/stripe/retrieve-payment-intent";
import type { StripeTrouble } from "@/lib/stripe/trouble";
import { absorbPaymentIntent } from "./absorb-payment-intent";
import { cancelLostOrder } from "./cancel-lost-order";
import { declineAdvice } from "./decline-advice";
import type { OrderRow } from "./order-row";
import type { DeclineAdvice, PayOrderRefusal } from "./refusals";
import type { PayOrderAnswer } from "./views";

/** An answer of "no" for the browser. */
export function refused(refusal: PayOrderRefusal, advice: DeclineAdvice | null = null): PayOrderAnswer {
  return { outcome: "refused", refusal, advice };
}

/** Settles or mirrors what Stripe says of the order's PaymentIntent, and says it to the browser. */
export async function concludeAttempt(order: OrderRow, facts: PaymentIntentFacts): Promise<PayOrderAnswer> {
  const absorbed = await inTransaction((tx) => absorbPaymentIntent(tx, facts));
  if (absorbed.kind === "parked") return refused("order_parked");
  switch (facts.status) {
    case "succeeded":
      if (absorbed.kind === "ignored")
        throw new Error(`money_without_owner: payment ${facts.id} of order ${order.id} was not settled`);
      return { outcome: "succeeded" };
    case "processing":
    case "requires_capture":
      return { outcome: "processing" };
    case "requires_action":
      if (!facts.clientSecret) throw new Error(`client_secret_missing: payment ${facts.id}`);
      return { outcome: "requires_action", clientSecret: facts.clientSecret, intent: "payment" };
    case "canceled":
      return refused("order_canceled");
    default:
      return refusedBy(facts.failure, facts.charge?.blocked ?? false);
  }
}

/** The answer to a card that was refused, from Stripe's codes. */
export function refusedBy(failure: PaymentFailure | null, blocked: boolean): PayOrderAnswer {
  if (!failure) return refused("stripe_unavailable");
  const advice = declineAdvice(failure.code, failure.declineCode, blocked ? "blocked" : null);
  return refused(advice === "authentication_failed" ? "authentication_failed" : "card_declined", advice);
}

/**
 * Says what became of a try that Stripe did not simply accept. A decline is kept on the order. A refusal is most
 * often a state that another tab or an earlier, unanswered try has brought about, so the PaymentIntent is read.
 */
export async function concludeTrouble(
  order: OrderRow,
  trouble: StripeTrouble,
  paymentIntentId: string | null = null,
): Promise<PayOrderAnswer> {
  if (trouble.kind === "declined") return concludeDecline(order, trouble);
  const isLost =
    trouble.kind === "refused" && trouble.param === "intent" && trouble.code === "resource_missing";
  if (isLost) return cancelLostOrder(order);
  const refusal = findTroubleRefusal(order, trouble);
  if (refusal) return refusal;
  if (!paymentIntentId) return refused("stripe_unavailable");
  const fresh = await retrievePaymentIntent(paymentIntentId);
  return fresh.ok ? concludeAttempt(order, fresh.value) : refused("stripe_unavailable");
}

/** What is said of trouble without looking further; null when the state at Stripe has to be read. */
export function findTroubleRefusal(order: OrderRow, trouble: StripeTrouble): PayOrderAnswer | null {
  if (trouble.kind === "unavailable") return refused("stripe_unavailable");
  if (trouble.kind === "declined") return refusedBy(trouble, false);
  if (trouble.param === "confirmation_token") return refused(tokenRefusal(trouble));
  log.error({ orderId: order.id, code: trouble.code, message: trouble.message }, "stripe refused a payment");
  return null;
}

async function concludeDecline(
  order: OrderRow,
  trouble: Extract<StripeTrouble, { kind: "declined" }>,
): Promise<PayOrderAnswer> {
  const { paymentIntent, code, declineCode } = trouble;
  if (!paymentIntent) return refusedBy({ code, declineCode }, false);
  return concludeAttempt(order, {
    ...paymentIntent,
    failure: paymentIntent.failure ?? { code, declineCode },
  });
}

function tokenRefusal({ code, message }: Extract<StripeTrouble, { kind: "refused" }>): PayOrderRefusal {
  if (code === "resource_missing") return "confirmation_token_invalid";
  return /already been used|only be used once/i.test(message)
    ? "confirmation_token_used"
    : "confirmation_token_mismatch";
}
