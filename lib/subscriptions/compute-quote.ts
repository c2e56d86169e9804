import { type Result, refuse } from "@/lib/platform/result";
import type { InvoiceLineFacts } from "@/lib/stripe/invoice-facts";
import {
  type InvoicePreview,
  type PriceChange,
  previewChange,
  previewRenewal,
} from "@/lib/stripe/preview-invoice";
import type { PlanTerms } from "./plan-terms";
import { NOTHING_NOW, type QuoteMoney, quoteMoney } from "./quote-money";
import type { OwnPlan } from "./read-own-plan";
import type { ChangeTiming } from "./when-to-change";

/** A change that somebody wishes for: from the plan as Stripe has it, to a price on sale. */
export type WishedChange = { plan: OwnPlan; target: PlanTerms; timing: ChangeTiming };

export type ComputedQuote = QuoteMoney & {
  prorationAt: Date | null;
  renewalMinor: number;
  renewalAt: Date;
};

type ComputeRefusal = "charges_waiting" | "stripe_unavailable";

const SECOND_MS = 1000;

/**
 * What a change costs and brings, as Stripe computes it. `prorationAt` is the moment from which it counts: null takes
 * Stripe's present one, an earlier one gives the same numbers again as long as nothing else changed.
 */
export async function computeQuote(
  wish: WishedChange,
  prorationAt: Date | null,
): Promise<Result<ComputedQuote, ComputeRefusal>> {
  if (wish.timing !== "now") return computeLater(wish);
  const change = toPriceChange(wish);
  const preview = await previewChange(change, prorationAt);
  if (!preview.ok) return refuse("stripe_unavailable");
  const money = moneyNow(wish, preview.value);
  if (!money.ok) return money;
  const renewal = await renewalOf(wish, preview.value);
  if (!renewal.ok) return renewal;
  const { money: now } = money;
  return { ok: true, ...now, ...renewal.renewal, prorationAt: prorationAt ?? momentOf(wish, preview.value) };
}

export function toPriceChange({ plan, target, timing }: WishedChange): PriceChange {
  return {
    subscriptionId: plan.facts.id,
    itemId: plan.item.id,
    priceId: target.priceId,
    restarts: timing === "now" && target.interval !== plan.terms.interval,
  };
}

function momentOf({ plan }: WishedChange, { prorationDate, at }: InvoicePreview): Date {
  const last = new Date(plan.item.periodEnd.getTime() - SECOND_MS);
  const moment = prorationDate ?? at;
  return moment < last ? moment : last;
}

/**
 * With nothing to bill Stripe shows the next renewal instead. Items that wait for a later invoice are in a preview,
 * but not on the invoice of a change that must be paid first: then no number could be promised.
 */
function moneyNow(
  wish: WishedChange,
  preview: InvoicePreview,
): Result<{ money: QuoteMoney }, "charges_waiting"> {
  const { lines } = preview.invoice;
  if (lines.every((line) => !line.isProration && line.periodStart >= wish.plan.item.periodEnd))
    return { ok: true, money: NOTHING_NOW };
  const at = momentOf(wish, preview);
  if (lines.some((line) => !isOfChange(wish, line, at))) return refuse("charges_waiting");
  return { ok: true, money: quoteMoney(preview, [wish.plan.terms, wish.target]) };
}

function isOfChange(wish: WishedChange, line: InvoiceLineFacts, at: Date): boolean {
  if (line.isProration) return line.periodStart.getTime() === at.getTime();
  const prices = [wish.target.priceId, ...wish.plan.facts.items.map(({ price }) => price.id)];
  return toPriceChange(wish).restarts && line.priceId !== null && prices.includes(line.priceId);
}

type Renewal = Pick<ComputedQuote, "renewalMinor" | "renewalAt">;

/**
 * What the next whole period costs, and when. In the same rhythm Stripe says it with the discounts that hold then;
 * in another one the full price is said, as a discount may not hold for so long.
 */
async function renewalOf(
  wish: WishedChange,
  preview: InvoicePreview | null,
): Promise<Result<{ renewal: Renewal }, "stripe_unavailable">> {
  const { plan, target, timing } = wish;
  if (timing !== "in_trial" && target.interval !== plan.terms.interval) {
    const begun = preview?.invoice.lines.find((line) => !line.isProration && line.priceId === target.priceId);
    const renewalAt = begun?.periodEnd ?? plan.item.periodEnd;
    return { ok: true, renewal: { renewalMinor: target.amountMinor * plan.item.quantity, renewalAt } };
  }
  const next = await previewRenewal(toPriceChange(wish));
  if (!next.ok) return refuse("stripe_unavailable");
  const renewalMinor = Math.max(next.value.totalMinor, 0);
  return {
    ok: true,
    renewal: {
      renewalMinor,
      renewalAt: plan.facts.trialEnd && timing === "in_trial" ? plan.facts.trialEnd : plan.item.periodEnd,
    },
  };
}

async function computeLater(wish: WishedChange): Promise<Result<ComputedQuote, ComputeRefusal>> {
  const renewal = await renewalOf(wish, null);
  if (!renewal.ok) return renewal;
  return { ok: true, ...NOTHING_NOW, ...renewal.renewal, prorationAt: null };
}
