import { confirmPaymentIntent } from "@/lib/stripe/confirm-payment-intent";
import { retrievePaymentIntent } from "@/lib/stripe/retrieve-payment-intent";
import type { StartedSubscription } from "@/lib/stripe/start-subscription";
import { beginSubscription } from "./begin-subscription";
import { cancelPlanOrder } from "./cancel-plan-order";
import { findTokenFault, readConfirmationToken } from "./check-confirmation-token";
import type { ClaimedOrder } from "./claim-order";
import { refused } from "./conclude-attempt";
import { concludeBeginTrouble } from "./conclude-begin-trouble";
import { concludePayment, concludePaymentTrouble, settlePlan } from "./conclude-plan-attempt";
import { countAttempt, isConfirmable } from "./count-attempt";
import { endSubscription } from "./end-started";
import type { PlanOrder } from "./order-row";
import type { Entered, Held } from "./pay-plan-order";
import { pinTerms } from "./pin-terms";
import { rememberMethod } from "./remember-method";
import type { PayOrderAnswer } from "./views";

/**
 * Begins the order's subscription and pays its first invoice: one subscription, one PaymentIntent, and a key for each
 * try with a card, as for packs.
 */
export async function payFirstInvoice(
  held: Held,
  order: PlanOrder & ClaimedOrder,
  entered: Entered,
): Promise<PayOrderAnswer> {
  const begun = await beginSubscription(order, null);
  if (!begun.ok) return concludeBeginTrouble(order, begun.trouble);
  const { id, invoiceStatus, paymentIntentId } = begun.value;
  if (invoiceStatus === "paid") return settlePlan(order, id);
  if (invoiceStatus !== "open") return giveUp(order);
  if (!asksForWhatIsDue(order, begun.value)) return pinWhatIsDue(order, begun.value);
  if (!paymentIntentId) throw new Error(`payment_missing: the first invoice of ${id} is open and has none`);
  return payWith(held, { ...order, stripeSubscriptionId: id }, paymentIntentId, entered);
}

async function payWith(
  held: Held,
  order: PlanOrder & ClaimedOrder,
  paymentIntentId: string,
  { confirmationTokenId, returnUrl }: Entered,
): Promise<PayOrderAnswer> {
  const intent = await retrievePaymentIntent(paymentIntentId);
  if (!intent.ok) return concludePaymentTrouble(order, intent.trouble, null);
  if (!isConfirmable(intent.value)) return concludePayment(order, intent.value);
  const read = await readConfirmationToken(confirmationTokenId);
  if (!read.ok) return refused(read.refusal);
  const fault = findTokenFault(read.token, intent.value);
  if (fault === "repeated") return concludePayment(order, intent.value);
  if (fault) return refused(fault);
  const attempt = await countAttempt(order);
  if (!attempt.ok) return refused(attempt.refusal);
  held.order = attempt.order;
  await rememberMethod(order, read.token);
  const confirmation = { paymentIntentId, orderId: order.id, confirmationTokenId, returnUrl };
  const confirmed = await confirmPaymentIntent(confirmation);
  return confirmed.ok
    ? concludePayment(order, confirmed.value)
    : concludePaymentTrouble(order, confirmed.trouble, paymentIntentId);
}

/** Stripe gave the first payment up, which it does after 23 hours, or somebody did by hand. */
async function giveUp(order: PlanOrder): Promise<PayOrderAnswer> {
  const canceled = await cancelPlanOrder(order);
  return refused(canceled.ok ? "order_canceled" : canceled.refusal);
}

function asksForWhatIsDue({ dueMinor, currency }: PlanOrder, begun: StartedSubscription): boolean {
  return begun.dueMinor === dueMinor && begun.currency === currency;
}

/**
 * Stripe's invoice asks for another amount than the order said, for example because the customer has a balance there.
 * Nobody pays what they were not shown: it is taken back, and the order says the new amount.
 */
export async function pinWhatIsDue(
  order: PlanOrder,
  { id, dueMinor, currency }: StartedSubscription,
): Promise<PayOrderAnswer> {
  if (currency !== order.currency) throw new Error(`currency_differs: subscription ${id} is in ${currency}`);
  const ended = await endSubscription(id);
  if (!ended.ok) return refused(ended.refusal);
  await pinTerms(order, { dueMinor });
  return refused("amount_changed");
}
