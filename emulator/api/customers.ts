import type Stripe from "stripe";
import { applyOlder, dropDiscount } from "../billing/older-customer";
import { removeCustomer } from "../billing/remove-customer";
import { clockTime } from "../clock/clock-time";
import { atTime } from "../context";
import { changedFrom, emit } from "../events/emit";
import { type Call, type Endpoint, endpoint } from "../http/endpoint";
import { noSuch, refused } from "../http/errors";
import { addressFields, mergeMetadata, metadata, opaque, shippingFields, toAddress } from "../http/fields";
import { listPage, pageParams } from "../http/list";
import { clearable, either, hash, integer, list, oneOf, type Read, text } from "../http/params";
import { attachByCustomer } from "../payments/attach";
import { moveCustomerBalance } from "../payments/customer-balance";
import { customerRecord } from "../payments/customer-record";
import { idOf } from "../payments/intent-changes";

const fields = {
  address: either(hash(addressFields)),
  balance: integer,
  description: clearable,
  email: clearable,
  invoice_prefix: text,
  invoice_settings: hash({
    default_payment_method: clearable,
    footer: clearable,
    custom_fields: opaque,
    rendering_options: opaque,
  }),
  metadata,
  name: clearable,
  next_invoice_sequence: integer,
  payment_method: text,
  phone: clearable,
  preferred_locales: list(text),
  shipping: either(hash(shippingFields)),
  tax: opaque,
  coupon: clearable,
  source: text,
  tax_exempt: either(oneOf("none", "exempt", "reverse")),
  validate: text,
};
type Params = Read<typeof fields>;

/** The customer with the changes a call asks for; a payment method named on the way is attached. */
function apply(call: Call, customer: Stripe.Customer, params: Params): Stripe.Customer {
  const {
    address,
    shipping,
    invoice_settings: settings,
    metadata: meta,
    payment_method,
    tax: _tax,
    balance: _balance,
    validate: _validate,
    coupon: _coupon,
    source: _source,
    ...plain
  } = params;
  const attached =
    payment_method === undefined ? undefined : attachByCustomer(call, payment_method, customer.id);
  const wanted = settings?.default_payment_method;
  const same = wanted !== undefined && wanted === payment_method && attached !== undefined;
  const chosen = same ? attached.id : wanted;
  if (chosen) requireOwn(call, customer.id, chosen);
  return {
    ...customer,
    ...plain,
    ...(address === undefined ? {} : { address: address === null ? null : toAddress(address) }),
    ...(shipping === undefined ? {} : { shipping: shippingOf(shipping) }),
    invoice_settings: {
      ...customer.invoice_settings,
      ...(chosen === undefined ? {} : { default_payment_method: chosen }),
      ...(settings?.footer === undefined ? {} : { footer: settings.footer }),
    },
    metadata: mergeMetadata(customer.metadata, meta),
  };
}

function shippingOf(given: Read<typeof shippingFields> | null): Stripe.Customer.Shipping | null {
  if (given === null) return null;
  return { address: toAddress(given.address), name: given.name ?? "", phone: given.phone ?? null };
}

function requireOwn(call: Call, customer: string, id: string): void {
  const method = call.emulator.store.get("payment_method", id);
  if (method === undefined)
    throw noSuch("PaymentMethod", id, "invoice_settings[default_payment_method]", "body");
  if (idOf(method.customer) === customer) return;
  throw refused(
    `The customer does not have a payment method with the ID ${id}. The payment method must be attached to the customer.`,
    {
      code: "resource_missing",
      param: "invoice_settings[default_payment_method]",
    },
  );
}

/** The customer of the call's path; a deleted one is gone for whoever wants to change it. */
export function findCustomer(call: Call): Stripe.Customer {
  const found = call.emulator.store.get("customer", call.id);
  if (found === undefined) throw noSuch("customer", call.id, "id", "path");
  return found;
}

function retrieve(call: Call): Stripe.Customer | Stripe.DeletedCustomer {
  return call.emulator.store.get("removed_customer", call.id) ?? findCustomer(call);
}

function create(call: Call, params: Params & { test_clock?: string }): Stripe.Customer {
  const { store } = call.emulator;
  const { test_clock: clock, ...own } = params;
  if (clock !== undefined && store.get("test_clock", clock) === undefined) {
    throw noSuch("test_helpers.test_clock", clock, "test_clock", "body");
  }
  return atTime(clockTime(call, clock ?? null), () => {
    const start = customerRecord(clock ?? null);
    store.put("customer", start.id, start);
    const customer = store.put("customer", start.id, apply(call, start, own));
    emit(call, "customer.created", customer);
    adjustBalance(call, customer, params.balance);
    return applyOlder(call, store.get("customer", start.id) ?? customer, params);
  });
}

function update(call: Call, params: Params): Stripe.Customer {
  const before = findCustomer(call);
  const after = call.emulator.store.put("customer", before.id, apply(call, before, params));
  const previous = changedFrom(before, after);
  if (Object.keys(previous).length > 0) emit(call, "customer.updated", after, previous);
  adjustBalance(call, after, params.balance);
  return applyOlder(call, call.emulator.store.get("customer", before.id) ?? after, params);
}

/** A balance set by hand is a movement of the balance like any other. */
function adjustBalance(call: Call, customer: Stripe.Customer, wanted: number | undefined): void {
  if (wanted === undefined || wanted === customer.balance) return;
  const amount = wanted - customer.balance;
  moveCustomerBalance(call, { customer, amount, currency: customer.currency ?? "usd", type: "adjustment" });
}

export const customerEndpoints: Endpoint[] = [
  endpoint("POST", "/v1/customers", { params: { ...fields, test_clock: text }, run: create }),
  endpoint("GET", "/v1/customers", {
    params: { ...pageParams, email: text, test_clock: text },
    run: (call, params) =>
      listPage(
        call.emulator.store,
        "customer",
        "/v1/customers",
        params,
        (row) => (params.email ?? row.email) === row.email && (params.test_clock ?? null) === row.test_clock,
      ),
  }),
  endpoint("GET", "/v1/customers/:id", { run: retrieve }),
  endpoint("POST", "/v1/customers/:id", { params: fields, run: update }),
  endpoint("DELETE", "/v1/customers/:id", { run: (call) => removeCustomer(call, findCustomer(call)) }),
  endpoint("DELETE", "/v1/customers/:id/discount", { run: (call) => dropDiscount(call, findCustomer(call)) }),
  endpoint("GET", "/v1/customers/:id/payment_methods", {
    params: { ...pageParams, type: text, allow_redisplay: text },
    run(call, params) {
      const { id } = findCustomer(call);
      const wanted = (row: Stripe.PaymentMethod) =>
        row.customer === id && (params.type ?? row.type) === row.type;
      return listPage(
        call.emulator.store,
        "payment_method",
        `/v1/customers/${id}/payment_methods`,
        params,
        wanted,
      );
    },
  }),
];
