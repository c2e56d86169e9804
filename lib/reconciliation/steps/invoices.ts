import { sql } from "@/db/client";
import { inTransaction } from "@/db/transaction";
import { absorbPlanReading } from "@/lib/checkout/absorb-plan-reading";
import { type InvoiceSumFacts, listPaidInvoices, retrieveInvoiceSum } from "@/lib/stripe/list-paid-invoices";
import { readInvoice } from "@/lib/subscriptions/read-subscription";
import { orMissing } from "../or-missing";
import type { Run } from "../run";
import { type Healed, type OurRow, type OurSum, ROWS_PER_PAGE, type Step, type Verdict } from "../step";
import { inWindow } from "../window";
import { type InvoiceRow, judgeInvoice } from "./judge-invoice";

/** Paid invoices of plans, also those that cost nothing, against our copies, their lines and grants. */
export const invoices: Step<InvoiceSumFacts> = {
  name: "invoices",
  object: "invoice",
  list: listPaidInvoices,
  momentOf: ({ at }) => at,
  compare: compareInvoices,
  heal: healInvoice,
  ours: { listUnseen, ask: (id) => orMissing(retrieveInvoiceSum(id)) },
  sumOurs,
};

async function compareInvoices(run: Run, listed: readonly InvoiceSumFacts[]): Promise<Verdict[]> {
  const rows = await findRows(listed);
  return listed.map((invoice) => judgeInvoice(run, invoice, rows.get(invoice.id) ?? null));
}

/** Our row of each that has one, and of the others the wallet whose customer was charged. */
async function findRows(listed: readonly InvoiceSumFacts[]): Promise<ReadonlyMap<string, InvoiceRow>> {
  const rows = await sql()<(InvoiceRow & { id: string })[]>`
    select asked.id, coalesce(paid.wallet_id, wallets.id) as "walletId", paid.status, paid.currency,
      paid.amount_paid_minor as "amountPaidMinor", paid.paid_at as "paidAt",
      worth.credits, worth.granted
    from unnest(${listed.map(({ id }) => id)}::text[], ${listed.map(({ customerId }) => customerId)}::text[])
      asked (id, customer_id)
    left join paid_invoices paid on paid.stripe_invoice_id = asked.id
    left join wallets on wallets.stripe_customer_id = asked.customer_id
    left join lateral (
      select coalesce(sum(lines.credits), 0)::bigint as credits, coalesce(sum(grants.amount), 0)::bigint as granted
      from paid_invoice_lines lines
      left join credit_grants grants on grants.wallet_id = lines.wallet_id
        and grants.source_key = 'invoice:' || lines.stripe_invoice_id || ':' || lines.stripe_line_id
      where lines.wallet_id = paid.wallet_id and lines.stripe_invoice_id = paid.stripe_invoice_id) worth on true
    where paid.wallet_id is not null or wallets.id is not null`;
  return new Map(rows.map(({ id, ...row }) => [id, row]));
}

async function healInvoice({ id }: InvoiceSumFacts): Promise<Healed<InvoiceSumFacts>> {
  const reading = await readInvoice(id);
  const absorbed = await inTransaction((tx) => absorbPlanReading(tx, reading));
  const [row] = await sql()`select 1 from paid_invoices where stripe_invoice_id = ${id}`;
  // Not settled although it is paid: it has no line of a plan of ours.
  return {
    said: absorbed.sentence,
    fresh: null,
    isForeign: !row && reading.invoice?.invoice.status === "paid",
  };
}

async function listUnseen(run: Run): Promise<OurRow[]> {
  const query = sql();
  return query<OurRow[]>`
    select stripe_invoice_id as id, wallet_id as "walletId",
      jsonb_build_object('status', status, 'amountPaidMinor', amount_paid_minor, 'currency', currency,
        'paidAt', paid_at) as side
    from paid_invoices
    where livemode = ${run.livemode} and ${inWindow(query, run, "paid_at")} and not exists (
      select 1 from reconciliation_seen seen
      where seen.run_id = ${run.id} and seen.object_id = paid_invoices.stripe_invoice_id)
    limit ${ROWS_PER_PAGE}`;
}

async function sumOurs(run: Run): Promise<OurSum[]> {
  const query = sql();
  return query<OurSum[]>`
    select 'invoices' as what, currency, count(*)::bigint as count, sum(amount_paid_minor)::bigint as "sumMinor"
    from paid_invoices where livemode = ${run.livemode} and ${inWindow(query, run, "paid_at")} group by currency`;
}
