import type Stripe from "stripe";
import { couponOf } from "../catalog/coupons";
import type { Cause } from "../http/endpoint";
import { currentDiscounts } from "./discounts";
import { createInvoiceItem } from "./invoice-items";
import { type Period, restOf } from "./periods";
import { costOf, productName } from "./subscription-invoice";
import { customerOf } from "./totals";

/** A credit or a debit for a part of a period, before it is written. */
export interface Part {
  item: Stripe.SubscriptionItem;
  amount: number;
  period: Period;
  description: string;
  credits: { invoice: string; line: string } | null;
}

/** The credit for what was debited for an item and is not used from `at` on: a part of exactly what was debited. */
export function creditPart(cause: Cause, item: Stripe.SubscriptionItem, at: number): Part[] {
  const debit = cause.emulator.store.get("debit", item.id);
  if (debit === undefined) return [];
  const { invoice, line } = debit;
  return partOf({
    item,
    amount: -restOf(debit.amount, debit, at),
    period: { start: at, end: debit.end },
    description: `Unused time on ${shownName(cause, item)} after ${shownDay(at)}`,
    credits: invoice !== null && line !== null ? { invoice, line } : null,
  });
}

/** The debit for an item for the rest of its period from `at` on, with the discounts in shares that hold now. */
export function debitPart(
  cause: Cause,
  subscription: Stripe.Subscription,
  item: Stripe.SubscriptionItem,
  whole: Period,
  at: number,
): Part[] {
  const gross = restOf(costOf(cause, item, subscription.currency), whole, at);
  const amount = afterShares(cause, subscription, gross);
  const period = { start: at, end: whole.end };
  const description = `Remaining time on ${shownName(cause, item)} after ${shownDay(at)}`;
  return partOf({ item, amount, period, description, credits: null });
}

function partOf(part: Part): Part[] {
  return part.amount === 0 ? [] : [part];
}

/** Credits every item: the subscription ends, or starts anew. */
export function creditRest(cause: Cause, subscription: Stripe.Subscription, at: number): void {
  for (const item of subscription.items.data) writeParts(cause, subscription, creditPart(cause, item, at));
}

/** Discounts are included in prorations, so their items are not discounted again. Fixed sums are left out. */
function afterShares(cause: Cause, subscription: Stripe.Subscription, gross: number): number {
  return currentDiscounts(cause, subscription.discounts).reduce((left, discount) => {
    const coupon = couponOf(cause, discount);
    const repeats = coupon.duration !== "once";
    return repeats && coupon.percent_off !== null
      ? left - Math.round((left * coupon.percent_off) / 100)
      : left;
  }, gross);
}

/** Writes credits and debits as invoice items; a debit is what a later credit is computed from. */
export function writeParts(
  cause: Cause,
  subscription: Stripe.Subscription,
  parts: readonly Part[],
): Stripe.InvoiceItem[] {
  return parts.map(({ item, ...part }) => {
    if (part.amount > 0) {
      const debit = { amount: part.amount, ...part.period, invoice: null, line: null };
      cause.emulator.store.put("debit", item.id, debit);
    }
    return createInvoiceItem(cause, {
      ...part,
      customer: customerOf(cause, subscription),
      currency: subscription.currency,
      unit: part.amount,
      quantity: item.quantity ?? 1,
      price: item.price,
      discountable: false,
      metadata: subscription.metadata,
      subscription: { id: subscription.id, item: item.id },
      proration: true,
    });
  });
}

function shownName(cause: Cause, item: Stripe.SubscriptionItem): string {
  const name = productName(cause, item.price);
  return (item.quantity ?? 1) === 1 ? name : `${item.quantity} × ${name}`;
}

function shownDay(at: number): string {
  return new Date(at * 1000).toLocaleDateString("en-GB", {
    day: "2-digit",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
}
