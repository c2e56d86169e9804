import { sql } from "@/db/client";
import { findCustomerOfWallet } from "@/lib/customers/find-customer-of-wallet";
import { newId } from "@/lib/platform/ids";
import { type Result, refuse } from "@/lib/platform/result";
import { listOpenInvoicesOf, voidInvoice } from "@/lib/stripe/customer-invoices";
import { cancelSubscriptionNow, listLiveSubscriptionsOf } from "@/lib/stripe/customer-subscriptions";
import { deleteCustomer } from "@/lib/stripe/customers";
import { retrieveInvoice } from "@/lib/stripe/invoices";
import type { StripeAnswer } from "@/lib/stripe/trouble";
import { catchUp } from "./catch-up";

/** Why billing could not be ended, in the order in which it is found out. */
export type EndBillingRefusal = "stripe_unavailable" | "payment_in_progress";

/**
 * Ends at Stripe whatever could ever charge a wallet: every subscription at once, whosever it is and in whatever
 * state, then the open invoices, then the customer with all cards. Answers the customer that is gone; null when there
 * never was one. Nothing is stored about how far it came, because each step is visible at Stripe and done again for
 * nothing: after a refusal or a crash the next call goes on where this one stopped. `payment_in_progress`: the money of
 * an invoice is under way at this moment and cannot be called back.
 */
export async function endBilling(
  walletId: string,
): Promise<Result<{ customerId: string | null }, EndBillingRefusal>> {
  const customerId = await findCustomerOfWallet(walletId);
  if (!customerId) return { ok: true, customerId };
  const ended = await endSubscriptions(customerId);
  if (!ended.ok) return refuse("stripe_unavailable");
  const refusal = await voidOpenInvoices(customerId);
  if (refusal) return refuse(refusal);
  const deleted = await deleteCustomer(customerId);
  if (!deleted.ok) return refuse("stripe_unavailable");
  return (await catchUpAll(walletId)) ? { ok: true, customerId } : refuse("stripe_unavailable");
}

async function endSubscriptions(customerId: string): Promise<StripeAnswer<null>> {
  const live = await listLiveSubscriptionsOf(customerId);
  if (!live.ok) return live;
  for (const { id } of live.value) {
    const canceled = await cancelSubscriptionNow(id, "the account was deleted");
    if (!canceled.ok) return canceled;
  }
  return { ok: true, value: null };
}

async function voidOpenInvoices(customerId: string): Promise<EndBillingRefusal | null> {
  const open = await listOpenInvoicesOf(customerId);
  if (!open.ok) return "stripe_unavailable";
  const cause = `end-billing:${newId()}`;
  for (const id of open.value) {
    const voided = await voidInvoice(id, cause);
    if (voided.ok) continue;
    const fresh = await retrieveInvoice(id);
    if (!fresh.ok) return "stripe_unavailable";
    if (fresh.value.status !== "open") continue;
    return voided.trouble.kind === "refused" ? "payment_in_progress" : "stripe_unavailable";
  }
  return null;
}

/** What our copy still holds for live is read once more: it ended here, in an earlier try, or with its customer. */
async function catchUpAll(walletId: string): Promise<boolean> {
  const rows = await sql()<{ id: string }[]>`
    select stripe_subscription_id as id from subscriptions
    where wallet_id = ${walletId} and status not in ('canceled', 'incomplete_expired')`;
  for (const { id } of rows) if (!(await catchUp(id))) return false;
  return true;
}
