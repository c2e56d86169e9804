import type Stripe from "stripe";
import { deleteDraft, markUncollectible, voidInvoice } from "../billing/close";
import { sendInvoice } from "../billing/finish";
import { subscriptionOf } from "../billing/invoice-payments";
import { createFields, createInvoice, updateDraft, updateFields } from "../billing/manual-invoice";
import { finalizeByHand, payByHand, payFields } from "../billing/pay-by-hand";
import { atTimeOf } from "../clock/clock-time";
import { type Call, type Endpoint, endpoint } from "../http/endpoint";
import { noSuch } from "../http/errors";
import { listPage, pageParams, range } from "../http/list";
import { bool, integer, oneOf, text } from "../http/params";
import { idOf } from "../payments/intent-changes";

function find(call: Call): Stripe.Invoice {
  const found = call.emulator.store.get("invoice", call.id);
  if (found === undefined) throw noSuch("invoice", call.id, "invoice", "path");
  return found;
}

/** Does something to the invoice of the path, at the time its customer lives in. */
function on<T>(call: Call, work: (invoice: Stripe.Invoice) => T): T {
  const invoice = find(call);
  return atTimeOf(call, idOf(invoice.customer), () => work(invoice));
}

/** Objects of test clocks are left out of lists that do not ask for their customer or subscription. */
function isListed(
  row: Stripe.Invoice,
  params: { customer?: string; subscription?: string; status?: string; collection_method?: string },
): boolean {
  const named = params.customer ?? params.subscription;
  return (
    (params.customer ?? row.customer) === row.customer &&
    (params.subscription ?? subscriptionOf(row)) === subscriptionOf(row) &&
    (params.status ?? row.status) === row.status &&
    (params.collection_method ?? row.collection_method) === row.collection_method &&
    (named !== undefined || row.test_clock === null)
  );
}

export const invoiceEndpoints: Endpoint[] = [
  endpoint("POST", "/v1/invoices", { params: createFields, run: createInvoice }),
  endpoint("GET", "/v1/invoices", {
    params: {
      ...pageParams,
      collection_method: oneOf("charge_automatically", "send_invoice"),
      customer: text,
      due_date: range,
      status: oneOf("draft", "open", "paid", "uncollectible", "void"),
      subscription: text,
    },
    run: (call, params) =>
      listPage(call.emulator.store, "invoice", "/v1/invoices", params, (row) => isListed(row, params)),
  }),
  endpoint("GET", "/v1/invoices/:id", { run: find }),
  endpoint("POST", "/v1/invoices/:id", {
    params: updateFields,
    run: (call, params) => on(call, (invoice) => updateDraft(call, invoice, params)),
  }),
  endpoint("DELETE", "/v1/invoices/:id", {
    run: (call) => on(call, (invoice) => deleteDraft(call, invoice)),
  }),
  endpoint("GET", "/v1/invoices/:id/lines", {
    params: { limit: integer, starting_after: text, ending_before: text },
    run(call, params) {
      const { lines } = find(call);
      const past = lines.data.findIndex((line) => line.id === params.starting_after) + 1;
      const data = lines.data.slice(past, past + (params.limit ?? 10));
      return { ...lines, data, has_more: past + data.length < lines.data.length };
    },
  }),
  endpoint("POST", "/v1/invoices/:id/finalize", {
    params: { auto_advance: bool },
    run: (call, params) => on(call, (invoice) => finalizeByHand(call, invoice, params.auto_advance)),
  }),
  endpoint("POST", "/v1/invoices/:id/pay", {
    params: payFields,
    run: (call, params) => on(call, (invoice) => payByHand(call, invoice, params)),
  }),
  endpoint("POST", "/v1/invoices/:id/send", {
    run: (call) =>
      on(call, (invoice) =>
        sendInvoice(call, invoice.status === "draft" ? finalizeByHand(call, invoice, undefined) : invoice),
      ),
  }),
  endpoint("POST", "/v1/invoices/:id/void", {
    run: (call) => on(call, (invoice) => voidInvoice(call, invoice)),
  }),
  endpoint("POST", "/v1/invoices/:id/mark_uncollectible", {
    run: (call) => on(call, (invoice) => markUncollectible(call, invoice)),
  }),
];
