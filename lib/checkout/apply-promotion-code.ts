import { type Result, refuse } from "@/lib/platform/result";
import { retrievePrice } from "@/lib/stripe/prices";
import { type ClaimedOrder, claimOrder, releaseOrder } from "./claim-order";
import { endStarted } from "./end-started";
import { findDiscount } from "./find-discount";
import { isPlanOrder, type PlanOrder } from "./order-row";
import { pinTerms } from "./pin-terms";
import type { ApplyPromotionCodeRefusal } from "./refusals";

type Applied = Result<object, ApplyPromotionCodeRefusal>;

/**
 * Puts a promotion code on an open order of a plan, or takes it off with null, and pins what is due then. What was
 * begun at Stripe for the old amounts is ended first, so that they can no longer be paid.
 * Refusals in the order of `ApplyPromotionCodeRefusal`; an order of a pack is `promotion_code_not_for_this`.
 */
export async function applyPromotionCode(request: {
  walletId: string;
  orderId: string;
  code: string | null;
}): Promise<Applied> {
  const claim = await claimOrder(request.walletId, request.orderId);
  if (!claim.ok) return claim;
  try {
    if (!isPlanOrder(claim.order)) return refuse("promotion_code_not_for_this");
    return await applyTo(claim.order, request.code?.trim() || null);
  } finally {
    await releaseOrder(claim.order);
  }
}

async function applyTo(order: ClaimedOrder & PlanOrder, code: string | null): Promise<Applied> {
  if ((order.discount?.code.toLowerCase() ?? null) === (code?.toLowerCase() ?? null)) return { ok: true };
  const found = code === null ? null : await discountOf(order, code);
  if (found && !found.ok) return found;
  const ended = await endStarted(order);
  if (!ended.ok) return ended;
  // All that was asked of Stripe can take longer than a claim lasts; then a payer may have begun something.
  const pinned = await pinTerms(order, { discount: found?.discount ?? null }, order.claimedUntil);
  return pinned ? { ok: true } : refuse("payment_in_progress");
}

async function discountOf({ walletId, stripePriceId, amountMinor, currency }: PlanOrder, code: string) {
  const price = await retrievePrice(stripePriceId);
  if (!price.ok) return refuse("stripe_unavailable");
  return findDiscount(code, { walletId, productId: price.value.productId, amountMinor, currency });
}
