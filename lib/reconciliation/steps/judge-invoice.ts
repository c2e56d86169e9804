import type { InvoiceSumFacts } from "@/lib/stripe/list-paid-invoices";
import type { Run } from "../run";
import type { Difference, Side, Verdict } from "../step";
import { isInWindow } from "../window";

/** Our row of an invoice with what its lines and grants add up to; without a row only whose customer was charged. */
export type InvoiceRow =
  | {
      walletId: string;
      status: "settled" | "parked";
      currency: string;
      amountPaidMinor: number;
      paidAt: Date;
      credits: number;
      granted: number;
    }
  | { walletId: string; status: null };

type Window = Pick<Run, "since" | "until" | "startedAt">;

/** Compares one paid invoice of Stripe with our row. Null: nobody of ours. Pure. */
export function judgeInvoice(run: Window, invoice: InvoiceSumFacts, row: InvoiceRow | null): Verdict {
  if (!row) return { differences: [], isKnown: false, counted: [] };
  const { currency, amountPaidMinor } = invoice;
  const counted = { what: "invoices", currency, amountMinor: amountPaidMinor };
  const stripe: Side = { ...invoice, at: invoice.at.toISOString() };
  const differ = (kind: string, ours: Side | null, canHeal = false): Difference => ({
    ...{ kind, walletId: row.walletId, stripe, ours, canHeal },
  });
  if (row.status === null) {
    const differences = [differ("invoice_not_settled", null, true)];
    return { differences, isKnown: false, counted: isInWindow(run, invoice.at) ? [counted] : [] };
  }
  const ours: Side = { ...row, paidAt: row.paidAt.toISOString() };
  const differences = [
    invoice.status === "paid" ? null : differ("invoice_not_paid", ours),
    currency === row.currency ? null : differ("currency_differs", ours),
    amountPaidMinor === row.amountPaidMinor ? null : differ("amount_differs", ours),
    row.granted === row.credits ? null : differ("credits_differ", ours),
  ].filter((one) => one !== null);
  const counts = invoice.status === "paid" && isInWindow(run, row.paidAt);
  return { differences, isKnown: true, counted: counts ? [counted] : [] };
}
