import type Stripe from "stripe";
import { inTransaction } from "@/db/transaction";
import { newId } from "@/lib/platform/ids";
import { stripe } from "@/lib/stripe/client";
import { readSubscription } from "@/lib/subscriptions/read-subscription";
import { absorbPlanReading } from "../absorb-plan-reading";

/** For tests: our copy is brought up to what Stripe has, as an event would. */
export async function absorbNow(subscriptionId: string): Promise<void> {
  const reading = await readSubscription(subscriptionId);
  await inTransaction((tx) => absorbPlanReading(tx, reading));
}

/** For tests: a new promotion code, in capitals. */
export async function newPromotionCode(
  coupon: Stripe.CouponCreateParams,
  more: Omit<Stripe.PromotionCodeCreateParams, "promotion"> = {},
): Promise<string> {
  const { id } = await stripe().coupons.create(coupon);
  const code = `CODE${newId().replaceAll("-", "").toUpperCase()}`;
  await stripe().promotionCodes.create({ code, promotion: { type: "coupon", coupon: id }, ...more });
  return code;
}
