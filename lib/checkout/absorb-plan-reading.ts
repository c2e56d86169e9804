import type { Tx } from "@/db/client";
import { now } from "@/lib/platform/clock";
import type { Absorbed } from "@/lib/subscriptions/absorbed";
import { isLive } from "@/lib/subscriptions/live-statuses";
import { absorbReading, type Reading } from "@/lib/subscriptions/read-subscription";

type PaidInvoice = { id: string; status: "settled" | "parked"; reason: string | null; paidAt: Date };

/**
 * Brings our copy, the credits and the order of a plan up to what was read: the order is paid in the transaction that
 * settles the invoice with which its subscription was created, whoever learned of it. One whose subscription ended
 * unpaid is canceled. Any number of times and in any order, with the same end. A renewal that is heard of before that
 * first invoice, because no word of the first arrived, pays no order: it is another sum for another period.
 */
export async function absorbPlanReading(tx: Tx, reading: Reading): Promise<Absorbed> {
  const absorbed = await absorbReading(tx, reading);
  const { subscription } = reading;
  if (!subscription) return absorbed;
  const [first] = await tx<PaidInvoice[]>`
    select stripe_invoice_id as id, status, parked_reason as reason, paid_at as "paidAt"
    from paid_invoices
    where stripe_subscription_id = ${subscription.id} and billing_reason = 'subscription_create'`;
  if (first?.status === "parked") await parkOrder(tx, subscription.id, first);
  else if (first) await payOffOrder(tx, subscription.id, first);
  else if (!isLive(subscription.status)) await cancelOrder(tx, subscription.id);
  return absorbed;
}

/** Also an order that was canceled: its plan is there and its money came. */
async function payOffOrder(tx: Tx, subscriptionId: string, { id, paidAt }: PaidInvoice): Promise<void> {
  await tx`
    update orders set status = 'paid', paid_at = ${paidAt}, stripe_invoice_id = ${id},
      stripe_payment_intent_status = 'succeeded', last_refusal = null, claimed_until = null, canceled_at = null,
      updated_at = ${now()}
    where stripe_subscription_id = ${subscriptionId} and status in ('open', 'processing', 'canceled')`;
}

async function parkOrder(tx: Tx, subscriptionId: string, { id, reason }: PaidInvoice): Promise<void> {
  await tx`
    update orders set status = 'parked', parked_reason = ${reason}, stripe_invoice_id = ${id},
      stripe_payment_intent_status = 'succeeded', claimed_until = null, updated_at = ${now()}
    where stripe_subscription_id = ${subscriptionId} and status in ('open', 'processing', 'canceled')`;
}

/** Whoever holds the order may have ended the subscription to begin another one, and decides what becomes of it. */
async function cancelOrder(tx: Tx, subscriptionId: string): Promise<void> {
  await tx`
    update orders set status = 'canceled', canceled_at = ${now()}, updated_at = ${now()}
    where stripe_subscription_id = ${subscriptionId} and status in ('open', 'processing')
      and (claimed_until is null or claimed_until <= ${now()})`;
}
