import type Stripe from "stripe";
import { nowSeconds } from "../context";
import type { Cause } from "../http/endpoint";
import { noSuch, refused } from "../http/errors";

/** A coupon as it stands now: `valid` ends with its date and with its last redemption. */
export function couponNow(coupon: Stripe.Coupon): Stripe.Coupon {
  const late = coupon.redeem_by !== null && coupon.redeem_by <= nowSeconds();
  const used = coupon.max_redemptions !== null && coupon.times_redeemed >= coupon.max_redemptions;
  return coupon.valid === !(late || used) ? coupon : { ...coupon, valid: !(late || used) };
}

/** A promotion code as it stands now: it stops being active by its date, its last redemption or its coupon's end. */
export function promotionNow(cause: Cause, code: Stripe.PromotionCode): Stripe.PromotionCode {
  const late = code.expires_at !== null && code.expires_at <= nowSeconds();
  const used = code.max_redemptions !== null && code.times_redeemed >= code.max_redemptions;
  const coupon = cause.emulator.store.get("coupon", couponIdOf(code.promotion.coupon));
  const dead = late || used || coupon === undefined || !couponNow(coupon).valid;
  return dead && code.active ? { ...code, active: false } : code;
}

export function couponIdOf(coupon: string | Stripe.Coupon | null): string {
  return typeof coupon === "object" && coupon !== null ? coupon.id : (coupon ?? "");
}

/** The coupon behind a discount; a deleted one goes on working for those who have it. */
export function couponOf(cause: Cause, discount: Stripe.Discount): Stripe.Coupon {
  const id = couponIdOf(discount.source.coupon);
  const { store } = cause.emulator;
  const found = store.get("coupon", id) ?? store.get("removed_coupon", id);
  if (found === undefined) throw new Error(`${discount.id} has no coupon ${id}`);
  return found;
}

/** The coupon of this id, to be redeemed now. */
export function redeemable(cause: Cause, id: string): Stripe.Coupon {
  const coupon = cause.emulator.store.get("coupon", id);
  if (coupon === undefined) throw noSuch("coupon", id, "discounts[0][coupon]", "body");
  if (couponNow(coupon).valid) return coupon;
  throw refused(`Coupon expired: ${id}`, { code: "coupon_expired", param: "discounts[0][coupon]" });
}

/** The promotion code of this id, to be redeemed by this customer now. */
export function redeemableCode(
  cause: Cause,
  id: string,
  customer: string,
  firstTime: boolean,
): Stripe.PromotionCode {
  const param = "discounts[0][promotion_code]";
  const code = cause.emulator.store.get("promotion_code", id);
  if (code === undefined) throw noSuch("promotion code", id, param, "body");
  if (!promotionNow(cause, code).active) {
    throw refused("This promotion code is expired or has been used up.", {
      code: "promotion_code_expired",
      param,
    });
  }
  if (code.customer !== null && code.customer !== customer) {
    throw refused("This promotion code cannot be redeemed by this customer.", { param });
  }
  if (code.restrictions.first_time_transaction && !firstTime) {
    throw refused(
      "This promotion code cannot be redeemed because the associated customer has prior transactions.",
      { param },
    );
  }
  return code;
}
