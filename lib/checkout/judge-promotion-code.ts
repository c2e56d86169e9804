import type { OrderDiscount } from "@/db/schema/orders";
import { now } from "@/lib/platform/clock";
import { type Result, refuse } from "@/lib/platform/result";
import type { PromotionCodeFacts } from "@/lib/stripe/promotion-codes";
import type { PromotionCodeRefusal } from "./refusals";

/** For what and by whom a code is to be used. */
export type PromotionCodeUse = {
  productId: string;
  amountMinor: number;
  currency: string;
  customerId: string | null;
  boughtBefore: boolean;
};

/**
 * Whether a promotion code may be used for this, and what it takes off. Stripe judges again when the subscription is
 * made; this is what the person is told at once. A code that is for another customer is as unknown as one that does
 * not exist. Refusals in the order of `PromotionCodeRefusal`.
 */
export function judgePromotionCode(
  facts: PromotionCodeFacts | null,
  use: PromotionCodeUse,
): Result<{ discount: OrderDiscount }, PromotionCodeRefusal> {
  if (!facts || (facts.customerId !== null && facts.customerId !== use.customerId))
    return refuse("promotion_code_unknown");
  const { coupon } = facts;
  const ends = [facts.expiresAt, coupon.redeemBy].filter((end) => end !== null);
  if (ends.some((end) => end <= now())) return refuse("promotion_code_expired");
  if (facts.usedUp || coupon.usedUp) return refuse("promotion_code_used_up");
  if (!facts.active || !coupon.valid) return refuse("promotion_code_expired");
  const amountOffMinor = coupon.percentOff === null ? (coupon.amountsOffMinor[use.currency] ?? null) : null;
  if (!isFor(facts, use) || (coupon.percentOff === null && amountOffMinor === null))
    return refuse("promotion_code_not_for_this");
  const { code, id: stripePromotionCodeId } = facts;
  const { percentOff, duration, durationMonths } = coupon;
  const discount = { code, stripePromotionCodeId, percentOff, amountOffMinor, duration, durationMonths };
  return { ok: true, discount };
}

function isFor({ coupon, firstPurchaseOnly, minimum }: PromotionCodeFacts, use: PromotionCodeUse): boolean {
  if (firstPurchaseOnly && use.boughtBefore) return false;
  if (coupon.productIds !== null && !coupon.productIds.includes(use.productId)) return false;
  // Stripe compares a minimum in its own currency only.
  return minimum === null || minimum.currency !== use.currency || use.amountMinor >= minimum.amountMinor;
}
