import type { InvoicePreview } from "@/lib/stripe/preview-invoice";
import { creditsOfLines } from "./credits-of-lines";
import { linesOfPlans } from "./lines-of-plans";
import type { PlanTerms } from "./plan-terms";

/** What a change costs and brings at once, as `plan_quotes` keeps it; money in minor units. */
export type QuoteMoney = {
  creditMinor: number;
  chargeMinor: number;
  discountMinor: number;
  balanceUsedMinor: number;
  carriedMinor: number;
  dueMinor: number;
  creditsNow: number;
};

export const NOTHING_NOW: QuoteMoney = {
  creditMinor: 0,
  chargeMinor: 0,
  discountMinor: 0,
  balanceUsedMinor: 0,
  carriedMinor: 0,
  dueMinor: 0,
  creditsNow: 0,
};

/**
 * What the previewed invoice of a change asks and brings. The credits are computed by the function that settles the
 * invoice when it is paid, from the same lines, so what is quoted is what is granted. Pure.
 */
export function quoteMoney(preview: InvoicePreview, terms: readonly PlanTerms[]): QuoteMoney {
  const { invoice, discountMinor, dueMinor } = preview;
  const known = new Map(terms.map((one) => [one.priceId, one]));
  const credits = creditsOfLines(linesOfPlans({ invoice, terms: known, trialEnd: null }));
  const amounts = invoice.lines.map(({ amountMinor }) => amountMinor);
  return {
    creditMinor: -sumOf(amounts.filter((amount) => amount < 0)),
    chargeMinor: sumOf(amounts.filter((amount) => amount > 0)),
    discountMinor,
    ...balanceOf(preview),
    dueMinor,
    creditsNow: sumOf([...credits.values()]),
  };
}

/**
 * What moves between the invoice and the customer's balance, in two parts: how much of what was there is used
 * (positive: money of theirs; negative: a debt is collected), and what is put there anew because it is too small to
 * charge, or because the change gives more back than it costs.
 */
function balanceOf({ balanceBeforeMinor: before, balanceAfterMinor: after }: InvoicePreview) {
  const moved = after - before;
  const used = before < 0 ? clamp(moved, 0, -before) : clamp(moved, -before, 0);
  return { balanceUsedMinor: used + 0, carriedMinor: moved - used };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}

function sumOf(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}
