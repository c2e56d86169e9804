import type Stripe from "stripe";
import { nowSeconds } from "../context";
import { emit } from "../events/emit";
import type { Cause } from "../http/endpoint";
import type { Debit } from "../store/records";
import { collectInvoice } from "./collect";
import { finishDraft } from "./finish";
import { advanceLater, putInvoice } from "./invoices";
import { declinedInvoice } from "./pay-by-hand";
import { holdBack } from "./pending-update";
import { type Part, writeParts } from "./prorate";
import { draftInvoice, lastingDiscounts, lineFor } from "./subscription-invoice";
import type { UpdateParams } from "./subscription-params";
import { changeSubscription } from "./subscriptions";

export interface Bill {
  id: string;
  parts: readonly Part[];
  /** Every item is billed for a new period that begins now. */
  restarts: boolean;
  /** From when on the change counts. */
  at: number;
}

type Behavior = UpdateParams["payment_behavior"];

/** Changes a subscription and bills the change at once. */
export function billUpdate(
  cause: Cause,
  before: Stripe.Subscription,
  target: Stripe.Subscription,
  bill: Bill,
  behavior: Behavior,
): Stripe.Subscription {
  if (behavior === "pending_if_incomplete") return billFirst(cause, before, target, bill);
  const after = changeSubscription(cause, before, { ...target, latest_invoice: bill.id });
  if (before.status === "trialing" && target.status !== "trialing") {
    emit(cause, "customer.subscription.trial_will_end", after);
  }
  writeParts(cause, after, bill.parts);
  const draft = draftOf(cause, after, bill);
  const lasting = lastingDiscounts(cause, after, draft);
  const current = changeSubscription(cause, after, { discounts: lasting });
  settle(cause, current, draft, behavior);
  return cause.emulator.store.get("subscription", after.id) ?? current;
}

function draftOf(
  cause: Cause,
  subscription: Stripe.Subscription,
  bill: Bill,
  items?: Stripe.InvoiceItem[],
): Stripe.Invoice {
  const now = nowSeconds();
  const { restarts, at, id } = bill;
  const draft = draftInvoice(cause, subscription, {
    id,
    reason: "subscription_update",
    period: { start: now, end: now },
    lines: restarts ? subscription.items.data.map((item) => lineFor(cause, item, subscription.currency)) : [],
    prorationDate: at,
    ...(items === undefined ? {} : { items }),
  });
  emit(cause, "invoice.created", draft);
  return draft;
}

function settle(
  cause: Cause,
  subscription: Stripe.Subscription,
  draft: Stripe.Invoice,
  behavior: Behavior,
): void {
  if (subscription.collection_method === "send_invoice") {
    advanceLater(cause, draft);
    return;
  }
  const waits = behavior === "default_incomplete";
  const open = finishDraft(cause, draft, !waits);
  if (open.status !== "open") return;
  if (waits) {
    changeSubscription(cause, subscription, { status: "past_due" });
    return;
  }
  const after = collectInvoice(cause, open);
  if (behavior === "error_if_incomplete" && after.status !== "paid")
    throw declinedInvoice(cause, after, false);
}

/** `pending_if_incomplete`: the invoice first, the change when it is paid. It leaves out what else was waiting. */
function billFirst(
  cause: Cause,
  before: Stripe.Subscription,
  target: Stripe.Subscription,
  bill: Bill,
): Stripe.Subscription {
  const { store } = cause.emulator;
  const debits: Record<string, Debit | null> = {};
  for (const { id } of [...before.items.data, ...target.items.data])
    debits[id] = store.get("debit", id) ?? null;
  const items = writeParts(cause, target, bill.parts);
  const draft = draftOf(cause, target, bill, items);
  const held = holdBack(cause, before, target, draft);
  store.put("pending_change", before.id, { target, invoice: draft.id, debits, announced: false });
  const open = finishDraft(cause, draft, false);
  if (open.status === "open") collectOnce(cause, open);
  const change = store.get("pending_change", before.id);
  if (change === undefined) return store.get("subscription", before.id) ?? held;
  store.put("pending_change", before.id, { ...change, announced: true });
  emit(cause, "customer.subscription.updated", held, {
    pending_update: null,
    latest_invoice: before.latest_invoice,
  });
  return held;
}

/** One try: what waits for its payer is not tried again by itself. */
function collectOnce(cause: Cause, open: Stripe.Invoice): void {
  const after = collectInvoice(cause, open);
  if (after.status !== "open") return;
  cause.emulator.store.delete("task", `plan collect_invoice ${after.id}`);
  putInvoice(cause, after, { next_payment_attempt: null });
}
