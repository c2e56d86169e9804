import type Stripe from "stripe";
import { couponOf, redeemable, redeemableCode } from "../catalog/coupons";
import { nowSeconds } from "../context";
import type { Cause } from "../http/endpoint";
import { badParam, noSuch } from "../http/errors";
import { hash, list, type Read, text } from "../http/params";
import { idOf } from "../payments/intent-changes";
import { newId } from "../store/ids";
import { addInterval } from "./periods";

export const discountFields = list(hash({ coupon: text, discount: text, promotion_code: text }));
type Given = Read<{ coupon: typeof text; discount: typeof text; promotion_code: typeof text }>;

/** Whom a discount is for. */
export interface Bearer {
  customer: string;
  subscription?: string;
  invoice?: string;
}

/** Redeems coupons and promotion codes; a discount that is there already is kept. Answers the discounts' ids. */
export function redeemAll(cause: Cause, given: Given[], bearer: Bearer): string[] {
  return given.map((one) => redeem(cause, one, bearer));
}

function redeem(cause: Cause, given: Given, bearer: Bearer): string {
  const { store } = cause.emulator;
  if (given.discount !== undefined) {
    if (store.get("discount", given.discount) !== undefined) return given.discount;
    throw noSuch("discount", given.discount, "discounts[0][discount]", "body");
  }
  if (given.promotion_code !== undefined) {
    const code = redeemableCode(cause, given.promotion_code, bearer.customer, isNewcomer(cause, bearer));
    store.put("promotion_code", code.id, { ...code, times_redeemed: code.times_redeemed + 1 });
    return write(cause, redeemable(cause, idOf(code.promotion.coupon) ?? ""), bearer, code.id);
  }
  if (given.coupon === undefined) {
    throw badParam("parameter_missing", "discounts[0]", "Pass a coupon, a promotion_code or a discount.");
  }
  return write(cause, redeemable(cause, given.coupon), bearer, null);
}

function isNewcomer(cause: Cause, { customer }: Bearer): boolean {
  const { store } = cause.emulator;
  for (const charge of store.newest("charge")) if (charge.customer === customer && charge.paid) return false;
  return true;
}

/** A discount for whatever the bearer buys. */
export function redeemCoupon(cause: Cause, coupon: string, bearer: Bearer): string {
  return write(cause, redeemable(cause, coupon), bearer, null);
}

function write(cause: Cause, coupon: Stripe.Coupon, bearer: Bearer, promotion: string | null): string {
  const { store } = cause.emulator;
  store.put("coupon", coupon.id, { ...coupon, times_redeemed: coupon.times_redeemed + 1 });
  const start = nowSeconds();
  const months = coupon.duration === "repeating" ? coupon.duration_in_months : null;
  const id = newId("di");
  store.put("discount", id, {
    id,
    object: "discount",
    checkout_session: null,
    customer: bearer.customer,
    customer_account: null,
    end: months === null ? null : addInterval(start, "month", months),
    invoice: bearer.invoice ?? null,
    invoice_item: null,
    promotion_code: promotion,
    source: { coupon: coupon.id, type: "coupon" },
    start,
    subscription: bearer.subscription ?? null,
    subscription_item: null,
  });
  return id;
}

/** The discounts of these ids that still hold. */
export function currentDiscounts(cause: Cause, ids: readonly unknown[]): Stripe.Discount[] {
  return ids.flatMap((id) => {
    const found = cause.emulator.store.get("discount", String(id));
    return found === undefined || (found.end !== null && found.end <= nowSeconds()) ? [] : [found];
  });
}

/** Takes the discounts off the lines, one after the other, and notes on each line what was taken. */
export function discountLines(
  cause: Cause,
  lines: readonly Stripe.InvoiceLineItem[],
  discounts: readonly Stripe.Discount[],
): Stripe.InvoiceLineItem[] {
  const taken = lines.map((): Stripe.InvoiceLineItem.DiscountAmount[] => []);
  const left = lines.map((line) => line.amount);
  for (const discount of discounts) {
    const coupon = couponOf(cause, discount);
    const open = lines.map((line, index) =>
      appliesTo(cause, coupon, line) ? Math.max(0, left[index] ?? 0) : 0,
    );
    for (const [index, amount] of sharesOf(cause, coupon, open, lines[0]?.currency ?? "").entries()) {
      if (amount === 0) continue;
      left[index] = (left[index] ?? 0) - amount;
      taken[index]?.push({ amount, discount: discount.id });
    }
  }
  return lines.map((line, index) => ({ ...line, discount_amounts: taken[index] ?? [] }));
}

function appliesTo(cause: Cause, coupon: Stripe.Coupon, line: Stripe.InvoiceLineItem): boolean {
  if (!line.discountable) return false;
  const only = cause.emulator.store.get("coupon_extra", coupon.id)?.applies_to?.products;
  return only === undefined || only.includes(line.pricing?.price_details?.product ?? "");
}

/** What a coupon takes off each amount; a fixed sum is spread by size, its rest falls on the last line. */
function sharesOf(cause: Cause, coupon: Stripe.Coupon, open: readonly number[], currency: string): number[] {
  const { percent_off: percent } = coupon;
  if (percent !== null) return open.map((amount) => Math.round((amount * percent) / 100));
  const other = cause.emulator.store.get("coupon_extra", coupon.id)?.currency_options?.[currency];
  const off = coupon.currency === currency ? (coupon.amount_off ?? 0) : (other?.amount_off ?? 0);
  const sum = open.reduce((total, amount) => total + amount, 0);
  let rest = Math.min(off, sum);
  const last = open.findLastIndex((amount) => amount > 0);
  return open.map((amount, index) => {
    const share = index === last ? rest : Math.min(rest, Math.round((off * amount) / (sum || 1)));
    rest -= share;
    return share;
  });
}
