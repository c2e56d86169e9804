import type Stripe from "stripe";
import { atTimeOf } from "../clock/clock-time";
import { unplan } from "../clock/tasks";
import { nowSeconds } from "../context";
import { emit } from "../events/emit";
import type { Call } from "../http/endpoint";
import { missing, noSuch, refused } from "../http/errors";
import { mergeMetadata, metadata, opaque } from "../http/fields";
import { bool, clearable, integer, oneOf, type Read, text } from "../http/params";
import { checkCurrency } from "../payments/currencies";
import { discountFields, redeemAll } from "./discounts";
import { assignItems, pendingItems } from "./invoice-items";
import { invoiceRecord } from "./invoice-record";
import { advanceLater, putInvoice, updateInvoice } from "./invoices";
import { invoiceItemLine } from "./lines";
import { withLines } from "./totals";

export const updateFields = {
  auto_advance: bool,
  collection_method: oneOf("charge_automatically", "send_invoice"),
  custom_fields: opaque,
  days_until_due: integer,
  default_payment_method: clearable,
  description: clearable,
  discounts: discountFields,
  due_date: integer,
  footer: clearable,
  metadata,
  payment_settings: opaque,
  rendering: opaque,
  statement_descriptor: clearable,
};
export const createFields = {
  ...updateFields,
  currency: text,
  customer: text,
  pending_invoice_items_behavior: oneOf("include", "exclude"),
  subscription: text,
};
type UpdateParams = Read<typeof updateFields>;

/** A draft made by hand. */
export function createInvoice(call: Call, params: Read<typeof createFields>): Stripe.Invoice {
  const { store } = call.emulator;
  if (params.customer === undefined) throw missing("customer");
  const customer = store.get("customer", params.customer);
  if (customer === undefined) throw noSuch("customer", params.customer, "customer", "body");
  const subscription = params.subscription;
  if (subscription !== undefined && store.get("subscription", subscription)?.customer !== customer.id) {
    throw noSuch("subscription", subscription, "subscription", "body");
  }
  return atTimeOf(call, customer.id, () => {
    const now = nowSeconds();
    const blank = invoiceRecord({
      customer,
      currency: checkCurrency(params.currency ?? customer.currency ?? "usd"),
      reason: "manual",
      collection: params.collection_method ?? "charge_automatically",
      parent: subscription === undefined ? null : parentOf(call, subscription),
      period: { start: now, end: now },
    });
    const described = { ...blank, ...describedBy(call, blank, params) };
    const include = params.pending_invoice_items_behavior === "include";
    const items = include ? pendingItems(call, customer.id, blank.currency, subscription ?? null) : [];
    assignItems(call, items, blank.id);
    const draft = putInvoice(call, withLines(call, described, items.map(invoiceItemLine)));
    const invoice = params.auto_advance === true ? advanceLater(call, draft) : draft;
    emit(call, "invoice.created", invoice);
    return invoice;
  });
}

function parentOf(call: Call, subscription: string): Stripe.Invoice.Parent {
  const found = call.emulator.store.get("subscription", subscription);
  const details = { metadata: found?.metadata ?? {}, subscription };
  return { quote_details: null, subscription_details: details, type: "subscription_details" };
}

/** What create and update say of an invoice alike. */
function describedBy(call: Call, invoice: Stripe.Invoice, params: UpdateParams): Partial<Stripe.Invoice> {
  const method = params.default_payment_method;
  if (method && call.emulator.store.get("payment_method", method)?.customer !== invoice.customer) {
    throw noSuch("PaymentMethod", method, "default_payment_method", "body");
  }
  const days = params.days_until_due;
  const due = params.due_date ?? (days === undefined ? undefined : nowSeconds() + days * 86_400);
  const { discounts } = params;
  return {
    ...(method === undefined ? {} : { default_payment_method: method }),
    ...(params.collection_method === undefined ? {} : { collection_method: params.collection_method }),
    ...(params.description === undefined ? {} : { description: params.description }),
    ...(params.footer === undefined ? {} : { footer: params.footer }),
    ...(due === undefined ? {} : { due_date: due }),
    ...(discounts === undefined
      ? {}
      : {
          discounts: redeemAll(call, discounts, { customer: String(invoice.customer), invoice: invoice.id }),
        }),
    metadata: mergeMetadata(invoice.metadata, params.metadata),
  };
}

const ALWAYS = ["auto_advance", "default_payment_method", "description", "metadata"];

export function updateDraft(call: Call, invoice: Stripe.Invoice, params: UpdateParams): Stripe.Invoice {
  const blocked = Object.keys(params).filter((name) => !ALWAYS.includes(name));
  if (invoice.status !== "draft" && blocked.length > 0) {
    throw refused(`Finalized invoices can't be updated in this way: ${blocked.join(", ")}.`, {
      code: "invoice_not_editable",
      param: blocked[0] ?? "",
    });
  }
  const described = { ...invoice, ...describedBy(call, invoice, params) };
  const changed = invoice.status === "draft" ? withLines(call, described, invoice.lines.data) : described;
  const after = updateInvoice(call, invoice, changed);
  if (params.auto_advance === undefined || params.auto_advance === invoice.auto_advance) return after;
  if (params.auto_advance && invoice.status === "draft") return advanceLater(call, after);
  unplan(call, "finalize_invoice", invoice.id);
  unplan(call, "collect_invoice", invoice.id);
  return updateInvoice(call, after, { auto_advance: params.auto_advance, automatically_finalizes_at: null });
}
