import { env } from "@/lib/platform/env";
import { confirmPaymentIntent } from "@/lib/stripe/confirm-payment-intent";
import { cancelLostOrder } from "./cancel-lost-order";
import { checkConfirmationToken } from "./check-confirmation-token";
import { type ClaimedOrder, claimOrder, releaseOrder } from "./claim-order";
import { concludeAttempt, concludeTrouble, refused } from "./conclude-attempt";
import { countAttempt, isConfirmable } from "./count-attempt";
import { ensurePaymentIntent } from "./ensure-payment-intent";
import { isPlanOrder } from "./order-row";
import { payPlanOrder } from "./pay-plan-order";
import type { PayOrderAnswer } from "./views";

export type PayOrderRequest = {
  walletId: string;
  orderId: string;
  confirmationTokenId: string;
  returnUrl: string;
  /** What the payer was shown as due now, in minor units: that is charged, or nothing (`amount_changed`). */
  shownMinor?: number;
};

/**
 * Pays an order with what the payer entered: one payer at a time, one PaymentIntent per order, and a key for
 * each try, so that nothing is charged twice whatever is repeated, interrupted or done in two tabs. Settles at
 * once when the money came. `requires_action` hands the browser what Stripe.js needs to go on.
 *
 * After `stripe_unavailable` the outcome may be unknown; the next call, `refreshOrder` or the webhook finds out.
 */
export async function payOrder(request: PayOrderRequest): Promise<PayOrderAnswer> {
  const claim = await claimOrder(request.walletId, request.orderId);
  if (!claim.ok) return refused(claim.refusal);
  const held = { order: claim.order };
  try {
    return await payClaimedOrder(held, request);
  } finally {
    await releaseOrder(held.order);
  }
}

async function payClaimedOrder(
  held: { order: ClaimedOrder },
  request: PayOrderRequest,
): Promise<PayOrderAnswer> {
  const { order } = held;
  if (request.shownMinor !== undefined && request.shownMinor !== dueMinorOf(order))
    return refused("amount_changed");
  if (order.livemode !== env().stripe.livemode) return cancelLostOrder(order);
  if (isPlanOrder(order)) return payPlanOrder(held, order, request);
  const intent = await ensurePaymentIntent(order);
  if (!intent.ok) return concludeTrouble(order, intent.trouble);
  if (!isConfirmable(intent.value)) return concludeAttempt(order, intent.value);
  const token = await checkConfirmationToken(request.confirmationTokenId, intent.value);
  if (token === "repeated") return concludeAttempt(order, intent.value);
  if (token !== null) return refused(token);
  const attempt = await countAttempt(order);
  if (!attempt.ok) return refused(attempt.refusal);
  held.order = attempt.order;
  const { confirmationTokenId, returnUrl } = request;
  const confirmation = {
    paymentIntentId: intent.value.id,
    orderId: order.id,
    confirmationTokenId,
    returnUrl,
  };
  const confirmed = await confirmPaymentIntent(confirmation);
  return confirmed.ok
    ? concludeAttempt(attempt.order, confirmed.value)
    : concludeTrouble(attempt.order, confirmed.trouble, intent.value.id);
}

/** What is charged now. Only a claimed order is asked: nobody can change it meanwhile. */
function dueMinorOf(order: ClaimedOrder): number {
  return isPlanOrder(order) ? order.dueMinor : order.amountMinor;
}
