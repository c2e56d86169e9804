import type Stripe from "stripe";
import { createInvoiceItem } from "../billing/invoice-items";
import { updateInvoice } from "../billing/invoices";
import { invoiceItemLine } from "../billing/lines";
import { withLines } from "../billing/totals";
import { unitAmount } from "../catalog/prices";
import { atTimeOf } from "../clock/clock-time";
import { nowSeconds } from "../context";
import { changedFrom, emit } from "../events/emit";
import { type Call, type Endpoint, endpoint } from "../http/endpoint";
import { missing, noSuch, refused } from "../http/errors";
import { mergeMetadata, metadata, wireDecimal } from "../http/fields";
import { listPage, pageParams } from "../http/list";
import { bool, clearable, decimal, hash, integer, type Read, text } from "../http/params";
import { checkCurrency } from "../payments/currencies";
import { idOf } from "../payments/intent-changes";

const updateFields = {
  amount: integer,
  description: clearable,
  discountable: bool,
  metadata,
  period: hash({ start: integer, end: integer }),
};
const fields = {
  ...updateFields,
  currency: text,
  customer: text,
  invoice: text,
  price_data: hash({ currency: text, product: text, unit_amount: integer, unit_amount_decimal: decimal }),
  pricing: hash({ price: text }),
  quantity: integer,
  subscription: text,
  unit_amount_decimal: decimal,
};
type Params = Read<typeof fields>;

function find(call: Call): Stripe.InvoiceItem {
  const found = call.emulator.store.get("invoiceitem", call.id);
  if (found === undefined) throw noSuch("invoiceitem", call.id, "invoiceitem", "path");
  return found;
}

/** The draft that an item is to be put on; null when it waits for the next invoice. */
function draftOf(call: Call, id: string | null | undefined): Stripe.Invoice | null {
  if (id === undefined || id === null) return null;
  const invoice = call.emulator.store.get("invoice", id);
  if (invoice === undefined) throw noSuch("invoice", id, "invoice", "body");
  if (invoice.status === "draft") return invoice;
  throw refused("This invoice is no longer editable: it is finalized.", { code: "invoice_not_editable" });
}

function create(call: Call, params: Params): Stripe.InvoiceItem {
  const { store } = call.emulator;
  const draft = draftOf(call, params.invoice);
  const id = params.customer ?? idOf(draft?.customer ?? null);
  if (id === null) throw missing("customer");
  const customer = store.get("customer", id);
  if (customer === undefined) throw noSuch("customer", id, "customer", "body");
  const { price, unit, currency } = priced(call, params, draft, customer);
  const quantity = params.quantity ?? 1;
  return atTimeOf(call, id, () => {
    const now = nowSeconds();
    const item = createInvoiceItem(call, {
      customer,
      currency,
      amount: Math.round(unit * quantity),
      unit,
      quantity,
      description: params.description ?? productName(call, price),
      period: { start: params.period?.start ?? now, end: params.period?.end ?? now },
      price,
      discountable: params.discountable ?? unit >= 0,
      metadata: mergeMetadata(null, params.metadata),
      subscription: params.subscription === undefined ? null : { id: params.subscription, item: null },
      proration: false,
      credits: null,
    });
    if (draft === null) return item;
    const lines = [...draft.lines.data, invoiceItemLine(item)];
    updateInvoice(call, draft, withLines(call, draft, lines));
    return store.put("invoiceitem", item.id, { ...item, invoice: draft.id });
  });
}

function priced(call: Call, params: Params, draft: Stripe.Invoice | null, customer: Stripe.Customer) {
  const { store } = call.emulator;
  const wanted = params.pricing?.price;
  const price = wanted === undefined ? null : store.get("price", wanted);
  if (price === undefined) throw noSuch("price", wanted ?? "", "pricing[price]", "body");
  const data = params.price_data;
  const given =
    data?.currency ?? params.currency ?? price?.currency ?? draft?.currency ?? customer.currency ?? "usd";
  const currency = checkCurrency(given);
  const amount =
    params.amount ?? params.unit_amount_decimal ?? data?.unit_amount ?? data?.unit_amount_decimal;
  const unit = price === null ? amount : unitAmount(call, price, currency);
  if (unit === undefined) throw missing("amount");
  return { price, unit, currency };
}

function productName(call: Call, price: Stripe.Price | null): string | null {
  return price === null ? null : (call.emulator.store.get("product", String(price.product))?.name ?? null);
}

function update(call: Call, params: Read<typeof updateFields>): Stripe.InvoiceItem {
  const before = find(call);
  const draft = draftOf(call, idOf(before.invoice));
  const { amount, period, metadata: meta, ...plain } = params;
  const after = call.emulator.store.put("invoiceitem", before.id, {
    ...before,
    ...plain,
    ...(amount === undefined ? {} : repriced(before, amount)),
    ...(period === undefined ? {} : { period: { ...before.period, ...period } }),
    metadata: mergeMetadata(before.metadata, meta),
  });
  redraw(call, draft, before, invoiceItemLine(after));
  if (Object.keys(changedFrom(before, after)).length > 0) return after;
  return before;
}

function repriced(item: Stripe.InvoiceItem, amount: number): Partial<Stripe.InvoiceItem> {
  const pricing = { type: "price_details", unit_amount_decimal: wireDecimal(amount) } as const;
  return { amount, net_amount: amount, quantity: 1, pricing: { ...item.pricing, ...pricing } };
}

/** Puts the line of an item anew on its draft, or takes it off. */
function redraw(
  call: Call,
  draft: Stripe.Invoice | null,
  item: Stripe.InvoiceItem,
  line: Stripe.InvoiceLineItem | null,
): void {
  if (draft === null) return;
  const isOurs = ({ parent }: Stripe.InvoiceLineItem) =>
    (parent?.invoice_item_details ?? parent?.subscription_item_details)?.invoice_item === item.id;
  const lines = draft.lines.data.flatMap((one) => (!isOurs(one) ? [one] : line === null ? [] : [line]));
  updateInvoice(call, draft, withLines(call, draft, lines));
}

function remove(call: Call): Stripe.DeletedInvoiceItem {
  const item = find(call);
  redraw(call, draftOf(call, idOf(item.invoice)), item, null);
  call.emulator.store.delete("invoiceitem", item.id);
  emit(call, "invoiceitem.deleted", item);
  return { id: item.id, object: "invoiceitem", deleted: true };
}

export const invoiceItemEndpoints: Endpoint[] = [
  endpoint("POST", "/v1/invoiceitems", { params: fields, run: create }),
  endpoint("GET", "/v1/invoiceitems", {
    params: { ...pageParams, customer: text, invoice: text, pending: bool },
    run(call, params) {
      const wanted = (row: Stripe.InvoiceItem) =>
        (params.customer ?? row.customer) === row.customer &&
        (params.invoice ?? row.invoice) === row.invoice &&
        (params.pending === undefined || params.pending === (row.invoice === null));
      return listPage(call.emulator.store, "invoiceitem", "/v1/invoiceitems", params, wanted);
    },
  }),
  endpoint("GET", "/v1/invoiceitems/:id", { run: find }),
  endpoint("POST", "/v1/invoiceitems/:id", { params: updateFields, run: update }),
  endpoint("DELETE", "/v1/invoiceitems/:id", { run: remove }),
];
