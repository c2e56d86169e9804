import { sql } from "@/db/client";
import type { SubscriptionStatus } from "@/lib/stripe/subscription-facts";
import type { DueAsk, DueRefusal, DueStatus } from "./due-invoice-row";
import { graceEnd } from "./grace";

/** An invoice that could not be collected, for pages. Money in minor units; times are ISO 8601 texts in UTC. */
export type DueInvoiceView = {
  id: string;
  subscriptionId: string;
  plan: string;
  status: DueStatus;
  /** Of the plan it is for; an invoice of one that has ended is not collected any more. */
  planStatus: SubscriptionStatus;
  ask: DueAsk;
  currency: string;
  amountMinor: number;
  nextAttemptAt: string | null;
  /** Until when the plan goes on without being paid; may be past. */
  graceUntil: string;
  lastRefusal: DueRefusal | null;
};

type Row = Omit<DueInvoiceView, "nextAttemptAt" | "graceUntil"> & {
  nextAttemptAt: Date | null;
  dueSince: Date;
};

const COLUMNS = () => sql()`
  due.stripe_invoice_id as id, due.stripe_subscription_id as "subscriptionId", subscriptions.plan, due.status,
  subscriptions.status as "planStatus", due.ask, due.currency, due.amount_due_minor as "amountMinor",
  due.next_attempt_at as "nextAttemptAt", due.last_refusal as "lastRefusal",
  coalesce((select min(oldest.due_since) from due_invoices oldest
    where oldest.wallet_id = due.wallet_id and oldest.status in ('open', 'uncollectible')
      and oldest.stripe_subscription_id = due.stripe_subscription_id), due.due_since) as "dueSince"
  from due_invoices due
  join subscriptions on subscriptions.wallet_id = due.wallet_id
    and subscriptions.stripe_subscription_id = due.stripe_subscription_id`;

/**
 * The invoice by which a wallet's plan is late; null when nothing is. Of several the latest: only its period still
 * brings something. Grace is counted from the oldest all the same.
 */
export async function findOverdueInvoice(walletId: string): Promise<DueInvoiceView | null> {
  const [row] = await sql()<Row[]>`
    select ${COLUMNS()}
    where due.wallet_id = ${walletId} and due.status in ('open', 'uncollectible')
      and subscriptions.status in ('past_due', 'unpaid') and subscriptions.set_aside is null
    order by due.due_since desc, due.stripe_invoice_id limit 1`;
  return row ? toView(row) : null;
}

/** One invoice of a wallet that is or was owed; null for an unknown one and for somebody else's. */
export async function findDueInvoice(walletId: string, invoiceId: string): Promise<DueInvoiceView | null> {
  const [row] = await sql()<Row[]>`
    select ${COLUMNS()} where due.wallet_id = ${walletId} and due.stripe_invoice_id = ${invoiceId}`;
  return row ? toView(row) : null;
}

function toView({ nextAttemptAt, dueSince, ...same }: Row): DueInvoiceView {
  return {
    ...same,
    nextAttemptAt: nextAttemptAt?.toISOString() ?? null,
    graceUntil: graceEnd(same.plan, dueSince).toISOString(),
  };
}
