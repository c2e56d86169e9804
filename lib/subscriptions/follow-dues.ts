import type { Tx } from "@/db/client";
import { recordNotice, withdrawNotices } from "@/lib/notices/record-notice";
import { now, nowMs } from "@/lib/platform/clock";
import type { InvoiceFacts } from "@/lib/stripe/invoice-facts";
import type { SubscriptionStatus } from "@/lib/stripe/subscription-facts";
import { countChange } from "./count-change";
import { type DueInvoiceRow, toDueInvoiceRow } from "./due-invoice-row";
import { type DueState, noticesOfState, type PlanState } from "./notices-of-state";

/** For so long after a try on our page no mail is written: the person who tried was told there. */
const AT_THE_PAGE_MS = 60 * 60_000;

/** States in which what is open is owed for a period that has begun; a first invoice is an order's business. */
const LATE: readonly SubscriptionStatus[] = ["past_due", "unpaid"];

type Stored = PlanState & { walletId: string; ticket: number };
type StoredDue = DueInvoiceRow & { read_ticket: number; tried_at: Date | null; claimed_until: Date | null };

/** What was read of a subscription beside itself. `trialIsEnding`: Stripe, whose clock it is, has said so. */
type Heard = { invoice: InvoiceFacts | null; ticket: number; trialIsEnding: boolean };

/**
 * After a reading of a subscription is written: keeps the copy of its invoice if that could not be collected, and owes
 * the mails that the state now calls for. The wallet is locked by then. Both are only written by the latest reading;
 * one that is set aside is nobody's plan and makes no mails.
 */
export async function followDues(tx: Tx, subscriptionId: string, heard: Heard): Promise<void> {
  const plan = await findPlan(tx, subscriptionId);
  if (!plan) return;
  const due = heard.invoice ? await recordDueInvoice(tx, plan, heard.invoice, heard.ticket) : null;
  if (plan.ticket !== heard.ticket) return;
  if (plan.status === "canceled") await withdrawNotices(tx, plan.walletId, await invoicesOf(tx, plan));
  const moment = { now: now(), trialIsEnding: heard.trialIsEnding };
  for (const notice of noticesOfState(plan, due, moment)) await recordNotice(tx, plan.walletId, notice);
}

async function findPlan(tx: Tx, subscriptionId: string): Promise<Stored | null> {
  const [plan] = await tx<Stored[]>`
    select wallet_id as "walletId", stripe_subscription_id as id, read_ticket as ticket, status, plan, currency,
      amount_minor as "amountMinor", cancel_at as "cancelAt", cancel_reason as "cancelReason",
      ended_at as "endedAt", trial_end as "trialEnd"
    from subscriptions where stripe_subscription_id = ${subscriptionId} and set_aside is null`;
  return plan ?? null;
}

/** Writes the copy of an invoice that is or was owed; answers it if it still is. */
async function recordDueInvoice(
  tx: Tx,
  plan: Stored,
  invoice: InvoiceFacts,
  ticket: number,
): Promise<DueState | null> {
  const before = await findDue(tx, plan.walletId, invoice.id);
  const row = toDueInvoiceRow(invoice);
  if (!row || (before && before.read_ticket >= ticket)) return null;
  const isOwed = row.status === "open" || row.status === "uncollectible";
  // What a reading of before says first of an invoice can be long over, and nobody would say so again.
  const isNews = plan.ticket === ticket && isOwed && LATE.includes(plan.status);
  if (!before && !isNews) return null;
  if (!before || !isSame(before, row)) await countChange(tx, plan.walletId);
  await upsert(tx, plan, invoice.id, { ...row, read_ticket: ticket });
  if (!isOwed) await withdrawNotices(tx, plan.walletId, [invoice.id]);
  return isOwed ? { ...toState(invoice.id, row, before), since: await lateSince(tx, plan) } : null;
}

/** Grace is counted from the oldest invoice that is owed, not anew with each. */
async function lateSince(tx: Tx, { walletId, id }: Stored): Promise<Date> {
  const [oldest] = await tx<{ since: Date }[]>`
    select due_since as since from due_invoices
    where wallet_id = ${walletId} and stripe_subscription_id = ${id} and status in ('open', 'uncollectible')
    order by due_since limit 1`;
  if (!oldest) throw new Error(`due_invoice_missing: nothing is owed for ${id} after it was written`);
  return oldest.since;
}

async function findDue(tx: Tx, walletId: string, invoiceId: string): Promise<StoredDue | null> {
  const [due] = await tx<StoredDue[]>`
    select status, ask, currency, amount_due_minor, attempts, next_attempt_at, due_since, last_refusal,
      read_ticket, tried_at, claimed_until
    from due_invoices where wallet_id = ${walletId} and stripe_invoice_id = ${invoiceId}`;
  return due ?? null;
}

async function upsert(
  tx: Tx,
  plan: Stored,
  invoiceId: string,
  { last_refusal: refusal, ...row }: DueInvoiceRow & { read_ticket: number },
): Promise<void> {
  const told = { ...row, last_refusal: refusal ? tx.json(refusal) : null, updated_at: now() };
  const key = {
    wallet_id: plan.walletId,
    stripe_invoice_id: invoiceId,
    stripe_subscription_id: plan.id,
  };
  await tx`
    insert into due_invoices ${tx({ ...key, ...told })}
    on conflict (wallet_id, stripe_invoice_id) do update set ${tx(told)}`;
}

function isSame(before: StoredDue, row: DueInvoiceRow): boolean {
  const names = Object.keys(row) as (keyof DueInvoiceRow)[];
  return names.every((name) => JSON.stringify(before[name]) === JSON.stringify(row[name]));
}

function toState(id: string, row: DueInvoiceRow, before: StoredDue | null): Omit<DueState, "since"> {
  const triedAt = before?.tried_at?.getTime() ?? 0;
  const claimedUntil = before?.claimed_until?.getTime() ?? 0;
  return {
    id,
    ask: row.ask,
    amountMinor: row.amount_due_minor,
    currency: row.currency,
    nextAttemptAt: row.next_attempt_at,
    isBeingPaid: claimedUntil > nowMs() || triedAt > nowMs() - AT_THE_PAGE_MS,
  };
}

async function invoicesOf(tx: Tx, { walletId, id }: Stored): Promise<string[]> {
  const rows = await tx<{ id: string }[]>`
    select stripe_invoice_id as id from due_invoices
    where wallet_id = ${walletId} and stripe_subscription_id = ${id}`;
  return rows.map((row) => row.id);
}
