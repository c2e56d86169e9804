import type Stripe from "stripe";
import { clockOf } from "../clock/clock-time";
import { plan, unplan } from "../clock/tasks";
import { nowSeconds } from "../context";
import { changedFrom, emit } from "../events/emit";
import type { Cause } from "../http/endpoint";
import { moveCustomerBalance } from "../payments/customer-balance";
import { idOf } from "../payments/intent-changes";
import { openInvoiceIntent } from "./invoice-payments";
import { customerOf, settlementOf } from "./totals";

/** Drafts that go on by themselves are finalized this long after they were made. */
const DRAFT_SECONDS = 3600;

/** Writes a changed invoice without saying so. */
export function putInvoice(
  cause: Cause,
  invoice: Stripe.Invoice,
  change: Partial<Stripe.Invoice> = {},
): Stripe.Invoice {
  return cause.emulator.store.put("invoice", invoice.id, { ...invoice, ...change });
}

/** Writes a changed invoice and says `invoice.updated` when something changed. */
export function updateInvoice(
  cause: Cause,
  before: Stripe.Invoice,
  change: Partial<Stripe.Invoice>,
): Stripe.Invoice {
  const after = putInvoice(cause, before, change);
  const previous = changedFrom(before, after);
  if (Object.keys(previous).length > 0) emit(cause, "invoice.updated", after, previous);
  return after;
}

export function planFor(
  cause: Cause,
  invoice: Stripe.Invoice,
  kind: "finalize_invoice" | "collect_invoice",
  at: number,
) {
  plan(cause, kind, invoice.id, { at, clock: clockOf(cause, idOf(invoice.customer)) });
}

/** A draft that goes on by itself in an hour. */
export function advanceLater(cause: Cause, draft: Stripe.Invoice): Stripe.Invoice {
  const at = draft.created + DRAFT_SECONDS;
  planFor(cause, draft, "finalize_invoice", at);
  return putInvoice(cause, draft, { auto_advance: true, automatically_finalizes_at: at });
}

/**
 * Makes a draft binding: it gets its number, uses up the customer's balance, and has a PaymentIntent when there is
 * money to ask for. Events are the caller's: a first invoice tells them in another order than a renewal.
 */
export function finalizeInvoice(cause: Cause, draft: Stripe.Invoice): Stripe.Invoice {
  const { store, settings } = cause.emulator;
  unplan(cause, "finalize_invoice", draft.id);
  const customer = customerOf(cause, draft);
  const { starting, due, ending } = settlementOf(customer, draft.total, draft.currency);
  if (ending !== starting) {
    const tooSmall = ending > 0;
    moveCustomerBalance(cause, {
      customer,
      amount: ending - starting,
      currency: draft.currency,
      type: tooSmall ? "invoice_too_small" : "applied_to_invoice",
      invoice: draft.id,
    });
  }
  const current = customerOf(cause, draft);
  const sequence = current.next_invoice_sequence ?? 1;
  store.put("customer", current.id, {
    ...current,
    currency: current.currency ?? draft.currency,
    next_invoice_sequence: sequence + 1,
  });
  const at = nowSeconds();
  const page = `${settings.baseUrl}/_emulator/invoices/${draft.id}`;
  const open = putInvoice(cause, draft, {
    status: "open",
    number: draft.number ?? `${current.invoice_prefix}-${String(sequence).padStart(4, "0")}`,
    effective_at: draft.effective_at ?? at,
    automatically_finalizes_at: null,
    starting_balance: starting,
    ending_balance: ending,
    amount_due: due,
    amount_remaining: due,
    hosted_invoice_url: page,
    invoice_pdf: `${page}/pdf`,
    status_transitions: { ...draft.status_transitions, finalized_at: at },
  });
  if (due > 0) openInvoiceIntent(cause, open);
  return open;
}
