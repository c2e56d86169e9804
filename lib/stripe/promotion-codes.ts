import type Stripe from "stripe";
import { askStripe } from "./ask-stripe";
import { stripe } from "./client";
import type { StripeAnswer } from "./trouble";
import { idOf, toDateOrNull } from "./values";

/** A promotion code with its coupon, in plain values. Money in minor units of the currency beside it. */
export type PromotionCodeFacts = {
  id: string;
  code: string;
  active: boolean;
  expiresAt: Date | null;
  usedUp: boolean;
  /** The one customer it is for. */
  customerId: string | null;
  firstPurchaseOnly: boolean;
  minimum: { amountMinor: number; currency: string } | null;
  coupon: CouponFacts;
};

export type CouponFacts = {
  valid: boolean;
  redeemBy: Date | null;
  usedUp: boolean;
  percentOff: number | null;
  /** What it takes off, by currency. */
  amountsOffMinor: Readonly<Record<string, number>>;
  duration: "once" | "repeating" | "forever";
  durationMonths: number | null;
  /** The products it is for; null for all. */
  productIds: readonly string[] | null;
};

/**
 * The promotion code that is spelled so, whatever its case; null when there is none. Of several, because a code may be
 * given out again when the old one is dead, the one that works, else the youngest.
 */
export function findPromotionCode(code: string): Promise<StripeAnswer<PromotionCodeFacts | null>> {
  return askStripe("promotion_codes.list", async () => {
    const { data } = await stripe().promotionCodes.list({ code, limit: 100 });
    const found = data.find(({ active }) => active) ?? data[0];
    const couponId = idOf(found?.promotion.coupon);
    if (!found || !couponId) return null;
    const coupon = await stripe().coupons.retrieve(couponId, { expand: ["applies_to", "currency_options"] });
    return fromStripePromotionCode(found, fromStripeCoupon(coupon));
  });
}

function fromStripePromotionCode(found: Stripe.PromotionCode, coupon: CouponFacts): PromotionCodeFacts {
  const { first_time_transaction, minimum_amount, minimum_amount_currency } = found.restrictions;
  const hasMinimum = minimum_amount !== null && minimum_amount_currency !== null;
  return {
    id: found.id,
    code: found.code,
    active: found.active,
    expiresAt: toDateOrNull(found.expires_at),
    usedUp: found.max_redemptions !== null && found.times_redeemed >= found.max_redemptions,
    customerId: idOf(found.customer),
    firstPurchaseOnly: first_time_transaction,
    minimum: hasMinimum ? { amountMinor: minimum_amount, currency: minimum_amount_currency } : null,
    coupon,
  };
}

function fromStripeCoupon(coupon: Stripe.Coupon): CouponFacts {
  const own = coupon.amount_off !== null && coupon.currency ? { [coupon.currency]: coupon.amount_off } : {};
  const others = Object.entries(coupon.currency_options ?? {});
  return {
    valid: coupon.valid,
    redeemBy: toDateOrNull(coupon.redeem_by),
    usedUp: coupon.max_redemptions !== null && coupon.times_redeemed >= coupon.max_redemptions,
    percentOff: coupon.percent_off,
    amountsOffMinor: {
      ...Object.fromEntries(others.map(([currency, { amount_off }]) => [currency, amount_off])),
      ...own,
    },
    duration: durationOf(coupon.duration),
    durationMonths: coupon.duration_in_months,
    productIds: coupon.applies_to?.products ?? null,
  };
}

/** A duration that this version does not know is taken for the shortest: nobody is promised too much. */
function durationOf(duration: string): CouponFacts["duration"] {
  return duration === "forever" || duration === "repeating" ? duration : "once";
}
