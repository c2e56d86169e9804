import type Stripe from "stripe";
import { unplan } from "../clock/tasks";
import { nowSeconds } from "../context";
import { emit } from "../events/emit";
import type { Cause } from "../http/endpoint";
import { refused } from "../http/errors";
import { moveCustomerBalance } from "../payments/customer-balance";
import { assignItems, itemsOn } from "./invoice-items";
import { cancelPayment } from "./invoice-payments";
import { putInvoice, updateInvoice } from "./invoices";
import { dropPendingUpdate } from "./pending-update";
import { customerOf } from "./totals";

/** Takes an invoice back for good; what it had used of the customer's balance returns. */
export function voidInvoice(cause: Cause, invoice: Stripe.Invoice): Stripe.Invoice {
  if (invoice.status !== "open" && invoice.status !== "uncollectible") {
    throw refused(`You can only pass in open invoices. This invoice isn't open.`, { param: "invoice" });
  }
  stop(cause, invoice);
  cancelPayment(cause, invoice, "void_invoice");
  const moved = (invoice.ending_balance ?? 0) - invoice.starting_balance;
  if (moved !== 0) {
    moveCustomerBalance(cause, {
      customer: customerOf(cause, invoice),
      amount: -moved,
      currency: invoice.currency,
      type: "unapplied_from_invoice",
      invoice: invoice.id,
    });
  }
  const after = updateInvoice(cause, invoice, {
    status: "void",
    auto_advance: false,
    next_payment_attempt: null,
    status_transitions: { ...invoice.status_transitions, voided_at: nowSeconds() },
  });
  emit(cause, "invoice.voided", after);
  dropPendingUpdate(cause, after);
  return after;
}

/** Gives the money up without taking the invoice back: it can still be paid. */
export function markUncollectible(cause: Cause, invoice: Stripe.Invoice): Stripe.Invoice {
  if (invoice.status !== "open") {
    throw refused("You can only mark an open invoice as uncollectible.", { param: "invoice" });
  }
  stop(cause, invoice);
  const after = updateInvoice(cause, invoice, {
    status: "uncollectible",
    auto_advance: false,
    next_payment_attempt: null,
    status_transitions: { ...invoice.status_transitions, marked_uncollectible_at: nowSeconds() },
  });
  emit(cause, "invoice.marked_uncollectible", after);
  return after;
}

/** Deletes a draft; its invoice items wait for the next invoice again. */
export function deleteDraft(cause: Cause, invoice: Stripe.Invoice): Stripe.DeletedInvoice {
  if (invoice.status !== "draft") {
    throw refused("You can only delete draft invoices.", { code: "invoice_not_editable", param: "invoice" });
  }
  stop(cause, invoice);
  assignItems(cause, itemsOn(cause, invoice.id), null);
  cause.emulator.store.delete("invoice", invoice.id);
  emit(cause, "invoice.deleted", invoice);
  return { id: invoice.id, object: "invoice", deleted: true };
}

/** Leaves an invoice alone: nothing happens to it by itself any more. */
export function stopAdvancing(cause: Cause, invoice: Stripe.Invoice): void {
  if (invoice.status !== "open" && invoice.status !== "draft") return;
  stop(cause, invoice);
  const quiet = { auto_advance: false, next_payment_attempt: null, automatically_finalizes_at: null };
  if (invoice.auto_advance === true || invoice.next_payment_attempt !== null)
    updateInvoice(cause, invoice, quiet);
  else putInvoice(cause, invoice, quiet);
}

function stop(cause: Cause, invoice: Stripe.Invoice): void {
  unplan(cause, "finalize_invoice", invoice.id);
  unplan(cause, "collect_invoice", invoice.id);
}
