import type Stripe from "stripe";
import { emit } from "../events/emit";
import type { Cause } from "../http/endpoint";
import { markUncollectible, stopAdvancing, voidInvoice } from "./close";
import { collectInvoice, payInvoice } from "./collect";
import { intentFor, subscriptionOf } from "./invoice-payments";
import { finalizeInvoice, putInvoice, updateInvoice } from "./invoices";
import { payableLater } from "./payment-outcome";

/** Finalizes a draft and says so, in the order of a renewal; `advance`: money is asked for by itself. */
export function finishDraft(cause: Cause, draft: Stripe.Invoice, advance: boolean): Stripe.Invoice {
  const before = draft;
  const open = finalizeInvoice(cause, draft);
  const ready = updateInvoice(cause, before, { ...open, auto_advance: advance });
  emit(cause, "invoice.finalized", ready);
  const intent = intentFor(cause, ready.id);
  if (intent === null) return payInvoice(cause, ready, 0);
  emit(cause, "payment_intent.created", intent);
  return ready;
}

/** A draft has waited its hour: it is finalized and, unless its subscription pauses collection, charged. */
export function finalizeTask(cause: Cause, id: string): void {
  const draft = cause.emulator.store.get("invoice", id);
  if (draft === undefined || draft.status !== "draft" || draft.auto_advance !== true) return;
  const pause = pauseOf(cause, draft);
  if (pause === "keep_as_draft") {
    stopAdvancing(cause, draft);
    return;
  }
  const open = finishDraft(cause, draft, draft.collection_method === "charge_automatically");
  if (open.status !== "open") return;
  if (pause === "void") voidInvoice(cause, open);
  else if (pause === "mark_uncollectible") markUncollectible(cause, open);
  else if (open.collection_method === "charge_automatically") collectInvoice(cause, open);
  else sendInvoice(cause, open);
}

function pauseOf(cause: Cause, invoice: Stripe.Invoice): string | null {
  const subscription = cause.emulator.store.get("subscription", subscriptionOf(invoice) ?? "");
  return subscription?.pause_collection?.behavior ?? null;
}

/** Tells the customer of an invoice that they pay themselves. */
export function sendInvoice(cause: Cause, open: Stripe.Invoice): Stripe.Invoice {
  emit(cause, "invoice.sent", open);
  return open;
}

/** The next try for an open invoice is due. */
export function collectTask(cause: Cause, id: string): void {
  const invoice = cause.emulator.store.get("invoice", id);
  if (invoice === undefined || invoice.status !== "open" || !payableLater(cause, invoice)) return;
  collectInvoice(cause, putInvoice(cause, invoice));
}
