import { sql } from "@/db/client";
import type { OrderDiscount } from "@/db/schema/orders";
import { now } from "@/lib/platform/clock";
import { amountsOfPlan } from "./amounts-of-plan";
import type { PlanOrder } from "./order-row";

/** What of an order's terms becomes different; `dueMinor` when Stripe's own invoice says another amount. */
export type ChangedTerms = { discount?: OrderDiscount | null; trialDays?: 0; dueMinor?: number };

/**
 * Pins new terms on an open order: the person sees them before paying. Nothing that was begun at Stripe for the old
 * terms may be left, and nothing of it is remembered; the revision keeps what begins now apart from it. False, with
 * nothing written, when the order was claimed until `heldUntil` and somebody else has taken it since.
 */
export async function pinTerms(
  order: PlanOrder,
  changed: ChangedTerms,
  heldUntil: Date | null = null,
): Promise<boolean> {
  const { amountMinor, interval } = order;
  const discount = changed.discount === undefined ? order.discount : changed.discount;
  const trialDays = changed.trialDays ?? order.trialDays;
  const amounts = amountsOfPlan({ amountMinor, interval, trialDays, discount });
  const pinned = await sql()`
    update orders set discount = ${discount && sql().json(discount)}, trial_days = ${trialDays},
      trial_credits = ${trialDays > 0 ? order.trialCredits : 0}, due_minor = ${changed.dueMinor ?? amounts.dueMinor},
      renewal_minor = ${amounts.renewalMinor}, revision = revision + 1, stripe_subscription_id = null,
      stripe_setup_intent_id = null, stripe_payment_intent_id = null, stripe_payment_intent_status = null,
      last_refusal = null, paid_with = null, updated_at = ${now()}
    where wallet_id = ${order.walletId} and id = ${order.id} and status = 'open'
      ${heldUntil ? sql()`and claimed_until = ${heldUntil}` : sql()``}`;
  return pinned.count > 0;
}
