import type { InvoiceLineFacts } from "@/lib/stripe/invoice-facts";
import type { PricedLine } from "./credits-of-lines";
import type { PlanTerms } from "./plan-terms";
import type { InvoiceToSettle } from "./settle-invoice";

/** A line of an invoice that is for a plan of ours, with the terms of its price. */
export type LineOfPlan = Omit<InvoiceLineFacts, "priceId" | "isProration"> & {
  kind: PricedLine["kind"];
  terms: PlanTerms;
};

/** The lines of an invoice that are for plans of ours, in their order. */
export function linesOfPlans({ invoice, terms, trialEnd }: InvoiceToSettle): LineOfPlan[] {
  return invoice.lines.flatMap(({ priceId, isProration, ...line }) => {
    const promised = priceId === null ? undefined : terms.get(priceId);
    if (!promised) return [];
    const kind = isProration ? "proration" : isTrial(line, trialEnd) ? "trial" : "period";
    return [{ ...line, kind, terms: promised } as const];
  });
}

/** A line that costs nothing and lasts as long as the trial. Others cost nothing because somebody wished it so. */
function isTrial(line: Pick<InvoiceLineFacts, "amountMinor" | "periodEnd">, trialEnd: Date | null): boolean {
  return line.amountMinor === 0 && trialEnd !== null && line.periodEnd.getTime() === trialEnd.getTime();
}
