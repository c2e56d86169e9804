import { type Currency, isCurrency } from "@/lib/catalog/currencies";
import { findPlan, isPlanInterval, type PlanInterval } from "@/lib/catalog/plans";
import { nowMs } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { type Result, refuse } from "@/lib/platform/result";
import { basisOf, isPeriodPaid, whyNotChangeable } from "./check-change";
import { type ComputedQuote, computeQuote, toPriceChange, type WishedChange } from "./compute-quote";
import { findPlanPrice } from "./find-plan-price";
import { findHoldingQuote, insertQuote, type QuoteRow, toQuoteView } from "./quote-row";
import { type OwnPlan, readOwnPlan } from "./read-own-plan";
import type { QuoteRefusal } from "./refusals";
import type { QuoteView } from "./views";
import { whenToChange } from "./when-to-change";

/** A price moves with every second; so long it may be thought about, and Stripe counts from when it was asked. */
const QUOTE_MS = 10 * 60_000;

export type QuoteRequest = {
  walletId: string;
  planId: string;
  interval: string;
  /** Only to refuse another one than the plan is paid in; a plan never changes its currency. */
  currency?: string;
};

/**
 * What it would cost and bring to change the wallet's plan, from Stripe's own preview, pinned for ten minutes. Asking
 * again while nothing changed gives the same quote. It changes nothing. Refusals: `QuoteRefusal`, in their order.
 */
export async function quotePlanChange(
  request: QuoteRequest,
): Promise<Result<{ quote: QuoteView }, QuoteRefusal>> {
  const { walletId, planId, interval } = request;
  if (!findPlan(planId)) return refuse("unknown_plan");
  if (!isPlanInterval(interval)) return refuse("unknown_interval");
  const plan = await readOwnPlan(walletId);
  if (!plan.ok) return plan;
  const { currency } = plan.terms;
  if (!isCurrency(currency) || (request.currency ?? currency) !== currency) return refuse("other_currency");
  const wish = await toWish(plan, { planId, interval, currency });
  if (!wish.ok) return wish;
  const basis = basisOf(plan);
  const held = await findHoldingQuote(walletId, wish.target.priceId, basis);
  if (held) return { ok: true, quote: toQuoteView(held) };
  const computed = await computeQuote(wish, null);
  if (!computed.ok) return computed;
  const row = toRow(walletId, wish, computed, basis);
  await insertQuote(row);
  return { ok: true, quote: toQuoteView(row) };
}

type Wanted = { planId: string; interval: PlanInterval; currency: Currency };

async function toWish(
  plan: OwnPlan,
  { planId, interval, currency }: Wanted,
): Promise<Result<WishedChange, QuoteRefusal>> {
  const reason = whyNotChangeable(plan);
  if (reason) return refuse(reason);
  if (planId === plan.terms.plan && interval === plan.terms.interval) return refuse("same_plan");
  const price = await findPlanPrice(planId, interval, currency);
  if (!price.ok) return refuse("stripe_unavailable");
  const timing = whenToChange(plan.terms, price.value, plan.facts.status === "trialing");
  if (timing === "now" && !(await isPeriodPaid(plan))) return refuse("period_not_paid");
  return { ok: true, plan, target: price.value, timing };
}

function toRow(walletId: string, wish: WishedChange, computed: ComputedQuote, basis: string): QuoteRow {
  const { plan, target, timing } = wish;
  const { creditMinor, chargeMinor, discountMinor, balanceUsedMinor, carriedMinor, dueMinor } = computed;
  const { creditsNow, renewalMinor, renewalAt, prorationAt } = computed;
  return {
    ...{ walletId, id: newId(), timing, basis, state: "open" as const },
    restarts: toPriceChange(wish).restarts,
    stripeSubscriptionId: plan.facts.id,
    stripeItemId: plan.item.id,
    fromPlan: plan.terms.plan,
    fromInterval: plan.terms.interval,
    toPlan: target.plan,
    toInterval: target.interval,
    toPriceId: target.priceId,
    quantity: plan.item.quantity,
    currency: target.currency,
    ...{ creditMinor, chargeMinor, discountMinor, balanceUsedMinor, carriedMinor, dueMinor },
    ...{ creditsNow, renewalMinor, renewalAt, prorationAt },
    periodCredits: target.credits * plan.item.quantity,
    expiresAt: new Date(nowMs() + QUOTE_MS),
  };
}
