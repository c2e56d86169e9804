import type { Tx } from "@/db/client";
import { now } from "@/lib/platform/clock";
import type { InvoiceFacts } from "@/lib/stripe/invoice-facts";
import type { LineOfPlan } from "./lines-of-plans";

export type WorthLine = LineOfPlan & { credits: number; expiresAt: Date | null };

/** Writes down that an invoice was paid; parked when there is a reason. */
export async function insertPaidInvoice(
  tx: Tx,
  walletId: string,
  invoice: InvoiceFacts,
  parkedReason: string | null,
): Promise<void> {
  const row = {
    wallet_id: walletId,
    stripe_invoice_id: invoice.id,
    stripe_subscription_id: invoice.subscriptionId,
    stripe_payment_intent_id: invoice.paymentIntentId,
    billing_reason: invoice.billingReason,
    status: parkedReason ? "parked" : "settled",
    parked_reason: parkedReason,
    livemode: invoice.livemode,
    currency: invoice.currency,
    amount_paid_minor: invoice.amountPaidMinor,
    paid_at: invoice.paidAt ?? now(),
    created_at: now(),
  };
  await tx`insert into paid_invoices ${tx(row)}`;
}

export async function insertPaidLines(
  tx: Tx,
  walletId: string,
  invoiceId: string,
  lines: readonly WorthLine[],
): Promise<void> {
  const rows = lines.map((line) => ({
    wallet_id: walletId,
    stripe_invoice_id: invoiceId,
    stripe_line_id: line.id,
    stripe_price_id: line.terms.priceId,
    plan: line.terms.plan,
    kind: line.kind,
    amount_minor: line.amountMinor,
    credits: line.credits,
    period_start: line.periodStart,
    period_end: line.periodEnd,
    expires_at: line.expiresAt,
  }));
  await tx`insert into paid_invoice_lines ${tx(rows)}`;
}
