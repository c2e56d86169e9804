import { isCurrency } from "@/lib/catalog/currencies";
import { now } from "@/lib/platform/clock";
import { isId } from "@/lib/platform/ids";
import { log } from "@/lib/platform/log";
import type { StripeTrouble } from "@/lib/stripe/trouble";
import { carryOutChange } from "./carry-out-change";
import { basisOf } from "./check-change";
import { type RenewClaim, withPlanClaim } from "./claim-plan";
import { computeQuote } from "./compute-quote";
import { concludeChange, concludePending, isCarriedOut, refused } from "./conclude-change";
import { findPlanPrice } from "./find-plan-price";
import { findQuote, markQuote, type QuoteRow } from "./quote-row";
import { type OwnPlan, readOwnPlan } from "./read-own-plan";
import type { AcceptAnswer } from "./views";

/**
 * Carries out a quote: charges exactly what it says, or plans the change for the end of what is paid for. Repeated,
 * in any tab, it gives the first answer and charges nothing again. A quote that no longer holds, because its time is
 * up or because the plan, its price or the customer's balance changed, is refused before anything is charged.
 *
 * `waiting`: the bank wants to see the payer; nothing has changed yet, and `continuePlanChange` goes on. After
 * `stripe_unavailable` the outcome may be unknown; the next call finds out. Refusals: `AcceptRefusal`, in order.
 */
export async function acceptPlanQuote(request: { walletId: string; quoteId: string }): Promise<AcceptAnswer> {
  const { walletId, quoteId } = request;
  if (!isId(quoteId) || !(await findQuote(walletId, quoteId))) return refused("quote_not_found");
  const answer = await withPlanClaim(walletId, (renew) => acceptClaimed(walletId, quoteId, renew));
  return answer ?? refused("change_in_progress");
}

async function acceptClaimed(walletId: string, quoteId: string, renew: RenewClaim): Promise<AcceptAnswer> {
  const quote = await findQuote(walletId, quoteId);
  if (!quote) return refused("quote_not_found");
  if (quote.state === "done") return { outcome: quote.timing === "period_end" ? "scheduled" : "changed" };
  if (quote.state === "overtaken" || quote.state === "declined") return refused("quote_overtaken");
  const plan = await readOwnPlan(walletId);
  if (!plan.ok) return refused(plan.refusal);
  if (quote.state === "submitted") {
    if (isCarriedOut(quote, plan)) return concludeChange(quote, plan);
    if (plan.facts.pendingUpdate) return concludePending(plan, quote);
  }
  if (basisOf(plan) !== quote.basis) return overtaken(quote);
  if (quote.expiresAt <= now()) return refused("quote_expired");
  const same = await isStillSame(quote, plan);
  if (same !== "same") return same === "unknown" ? refused("stripe_unavailable") : overtaken(quote);
  return (await renew()) ? submit(quote, plan) : refused("change_in_progress");
}

async function overtaken(quote: QuoteRow): Promise<AcceptAnswer> {
  await markQuote(quote, "overtaken");
  return refused("quote_overtaken");
}

/** Asks Stripe for the same preview again: a balance, a coupon or an item may have moved what the row still shows. */
async function isStillSame(quote: QuoteRow, plan: OwnPlan): Promise<"same" | "differs" | "unknown"> {
  if (quote.timing !== "now") return "same";
  const { currency } = plan.terms;
  if (!isCurrency(currency)) return "differs";
  const price = await findPlanPrice(quote.toPlan, quote.toInterval, currency);
  if (!price.ok) return "unknown";
  if (price.value.priceId !== quote.toPriceId) return "differs";
  const again = await computeQuote({ plan, target: price.value, timing: quote.timing }, quote.prorationAt);
  if (!again.ok) return again.refusal === "charges_waiting" ? "differs" : "unknown";
  const names = [
    "dueMinor",
    "creditMinor",
    "chargeMinor",
    "discountMinor",
    "carriedMinor",
    "creditsNow",
  ] as const;
  return names.every((name) => again[name] === quote[name]) ? "same" : "differs";
}

/**
 * The quote is `submitted` before Stripe is asked, so that nobody takes it for untouched when the answer is lost. A
 * stored 500 would be repeated under its key for a day: then the quote is given up, and a new one has a key of its own.
 */
async function submit(quote: QuoteRow, plan: OwnPlan): Promise<AcceptAnswer> {
  await markQuote(quote, "submitted");
  const asked = await carryOutChange(quote, plan);
  if (!asked.ok && asked.trouble.kind === "unavailable") {
    if (asked.trouble.replayed) await markQuote(quote, "overtaken");
    return refused("stripe_unavailable");
  }
  if (!asked.ok) report(quote, asked.trouble);
  const after = await readOwnPlan(plan.walletId);
  return after.ok ? concludeChange(quote, after) : refused(after.refusal);
}

/** What Stripe refused, it refused as it now is; what to say follows from reading that. */
function report(quote: QuoteRow, trouble: StripeTrouble): void {
  log.warn({ quoteId: quote.id, trouble }, "stripe did not take a change of plan");
}
