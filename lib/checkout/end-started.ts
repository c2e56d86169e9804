import { sql } from "@/db/client";
import { newId } from "@/lib/platform/ids";
import { type Result, refuse } from "@/lib/platform/result";
import { voidInvoice } from "@/lib/stripe/customer-invoices";
import { cancelSubscriptionNow } from "@/lib/stripe/customer-subscriptions";
import { cancelSetupIntent } from "@/lib/stripe/setup-intents";
import { findSubscriptionOfOrder, retrieveStarted } from "@/lib/stripe/start-subscription";
import { catchUp } from "@/lib/subscriptions/catch-up";
import { absorbPlanReading } from "./absorb-plan-reading";
import type { PlanOrder } from "./order-row";

type Ended = Result<object, "order_already_paid" | "payment_in_progress" | "stripe_unavailable">;

/**
 * Ends at Stripe what an order of a plan has begun there, so that it can no longer be paid; the caller holds the order.
 * The first invoice is voided before the subscription is canceled, because Stripe refuses to void what is paid or
 * being paid: so a subscription whose money came at this moment is found out, and never canceled.
 */
export async function endStarted(order: PlanOrder): Promise<Ended> {
  if (order.stripeSetupIntentId) {
    const canceled = await cancelSetupIntent(order.stripeSetupIntentId);
    if (!canceled.ok && canceled.trouble.kind === "unavailable") return refuse("stripe_unavailable");
  }
  const begun = await findBegun(order);
  if (!begun.ok) return refuse("stripe_unavailable");
  return begun.value ? endSubscription(begun.value) : { ok: true };
}

/** Also one whose id we never heard; the order is told, so that it is paid should the money be there. */
async function findBegun({ id, walletId, revision, stripeSubscriptionId }: PlanOrder) {
  if (stripeSubscriptionId) return { ok: true, value: stripeSubscriptionId } as const;
  const [wallet] = await sql()<{ customerId: string | null }[]>`
    select stripe_customer_id as "customerId" from wallets where id = ${walletId}`;
  if (!wallet?.customerId) return { ok: true, value: null } as const;
  const found = await findSubscriptionOfOrder(wallet.customerId, { orderId: id, revision });
  if (!found.ok) return found;
  const begun = found.value?.id ?? null;
  if (begun)
    await sql()`
      update orders set stripe_subscription_id = ${begun} where wallet_id = ${walletId} and id = ${id}`;
  return { ok: true, value: begun } as const;
}

/** Ends a subscription whose first payment was not made; `order_already_paid` when it was after all. */
export async function endSubscription(subscriptionId: string): Promise<Ended> {
  const started = await retrieveStarted(subscriptionId);
  if (!started.ok) return started.trouble.kind === "refused" ? { ok: true } : refuse("stripe_unavailable");
  const { invoiceId, invoiceStatus, status } = started.value;
  if (invoiceStatus === "paid") return absorb(subscriptionId, "order_already_paid");
  if (invoiceId && (invoiceStatus === "open" || invoiceStatus === "uncollectible")) {
    const voided = await voidInvoice(invoiceId, `end:${newId()}`);
    if (!voided.ok && voided.trouble.kind === "unavailable") return refuse("stripe_unavailable");
    if (!voided.ok) return afterRefusal(subscriptionId);
  }
  if (status !== "canceled" && status !== "incomplete_expired") {
    const canceled = await cancelSubscriptionNow(subscriptionId, "its order was given up or changed");
    if (!canceled.ok) return refuse("stripe_unavailable");
  }
  return absorb(subscriptionId, null);
}

/** The invoice is not open any more, or its money is under way. */
async function afterRefusal(subscriptionId: string): Promise<Ended> {
  const fresh = await retrieveStarted(subscriptionId);
  if (!fresh.ok) return refuse("stripe_unavailable");
  if (fresh.value.invoiceStatus === "paid") return absorb(subscriptionId, "order_already_paid");
  return refuse("payment_in_progress");
}

async function absorb(subscriptionId: string, refusal: "order_already_paid" | null): Promise<Ended> {
  if (!(await catchUp(subscriptionId, absorbPlanReading))) return refuse("stripe_unavailable");
  return refusal ? refuse(refusal) : { ok: true };
}
