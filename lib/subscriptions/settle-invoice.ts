import type { Tx } from "@/db/client";
import { grantCredits } from "@/lib/ledger/grant-credits";
import { now } from "@/lib/platform/clock";
import type { InvoiceFacts } from "@/lib/stripe/invoice-facts";
import type { Absorbed } from "./absorbed";
import { creditsOfLines } from "./credits-of-lines";
import { expiryOfCredits } from "./expiry-of-credits";
import { insertPaidInvoice, insertPaidLines, type WorthLine } from "./insert-paid-invoice";
import { type LineOfPlan, linesOfPlans } from "./lines-of-plans";
import { lockWalletOfCustomer } from "./lock-customer";
import type { PlanTerms } from "./plan-terms";

/** A paid invoice with what must be known to say what it is worth. */
export type InvoiceToSettle = {
  invoice: InvoiceFacts;
  /** The terms of the prices on its lines, by price; those of others are not in it. */
  terms: ReadonlyMap<string, PlanTerms>;
  /** When the trial of its subscription ends or ended. */
  trialEnd: Date | null;
};

/**
 * Turns a paid invoice into its grants: one for each line of a plan of ours, once, whoever learned of it and under
 * however many event ids. The whole invoice is settled in the caller's transaction, or none of it. An invoice whose
 * worth would be a guess is written down as parked, and nothing is granted.
 */
export async function settleInvoice(tx: Tx, toSettle: InvoiceToSettle): Promise<Absorbed> {
  const { invoice } = toSettle;
  if (invoice.status !== "paid")
    return { kind: "ignored", sentence: `invoice ${invoice.id} is ${invoice.status}, not paid` };
  const lines = linesOfPlans(toSettle);
  if (lines.length === 0)
    return { kind: "ignored", sentence: `invoice ${invoice.id} has no line of a plan of ours` };
  const wallet = await lockWalletOfCustomer(tx, invoice.customerId);
  if (!wallet) return { kind: "ignored", sentence: "an invoice of no customer of ours" };
  const before = await findBefore(tx, invoice.id);
  if (before) return before;
  const worth = await worthOf(tx, wallet.id, lines);
  const parkedReason = findParkedReason(invoice, worth);
  await insertPaidInvoice(tx, wallet.id, invoice, parkedReason);
  if (parkedReason)
    return { kind: "parked", sentence: `${parkedReason}: invoice ${invoice.id}, nothing granted` };
  await insertPaidLines(tx, wallet.id, invoice.id, worth);
  for (const line of worth) if (line.credits > 0) await grantLine(tx, wallet.id, invoice.id, line);
  const credits = worth.reduce((sum, line) => sum + line.credits, 0);
  return { kind: "granted", sentence: `${credits} credits for invoice ${invoice.id}` };
}

async function findBefore(tx: Tx, invoiceId: string): Promise<Absorbed | null> {
  const [before] = await tx<{ status: "settled" | "parked" }[]>`
    select status from paid_invoices where stripe_invoice_id = ${invoiceId}`;
  if (!before) return null;
  if (before.status === "parked")
    return { kind: "parked", sentence: `invoice ${invoiceId} is parked already` };
  return { kind: "already_granted", sentence: `invoice ${invoiceId} was credited before` };
}

/**
 * All lines of an invoice last until the end of the latest period it pays for: the rest of an old period that is
 * billed together with the next one would be past before it is there.
 */
async function worthOf(tx: Tx, walletId: string, lines: readonly LineOfPlan[]): Promise<WorthLine[]> {
  const credits = creditsOfLines(lines);
  const [last] = lines.toSorted((one, other) => Number(other.periodEnd) - Number(one.periodEnd));
  const hadTrial = lines.some(({ kind }) => kind === "trial") && (await findTrial(tx, walletId));
  if (!last) return [];
  const paid = { start: last.periodStart, end: last.periodEnd };
  return lines.map((line) => ({
    ...line,
    credits: line.kind === "trial" && hadTrial ? 0 : (credits.get(line.id) ?? 0),
    expiresAt: expiryOfCredits(line.terms, paid, line.kind === "trial"),
  }));
}

async function findTrial(tx: Tx, walletId: string): Promise<boolean> {
  const [trial] = await tx`
    select 1 from paid_invoice_lines where wallet_id = ${walletId} and kind = 'trial' and credits > 0`;
  return trial !== undefined;
}

function findParkedReason(invoice: InvoiceFacts, worth: readonly WorthLine[]): string | null {
  if (invoice.paidAt === null) return "paid_at_missing";
  if (worth.some(({ currency, terms }) => currency !== terms.currency)) return "currency_of_price_differs";
  const isOver = worth.some((line) => line.credits > 0 && line.expiresAt !== null && line.expiresAt <= now());
  return isOver ? "validity_is_over" : null;
}

async function grantLine(tx: Tx, walletId: string, invoiceId: string, line: WorthLine): Promise<void> {
  const granted = await grantCredits(tx, {
    walletId,
    source: "plan",
    sourceKey: `invoice:${invoiceId}:${line.id}`,
    stripePaymentIntentId: null,
    credits: line.credits,
    expiresAt: line.expiresAt,
    reference: invoiceId,
  });
  if (!granted.ok) throw new Error(`grant_refused: ${granted.refusal} for line ${line.id} of ${invoiceId}`);
}
