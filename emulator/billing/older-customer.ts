import type Stripe from "stripe";
import { emit } from "../events/emit";
import type { Call } from "../http/endpoint";
import { noSuch, unknownParam } from "../http/errors";
import { attachMethod } from "../payments/attach";
import { buildMethod } from "../payments/methods";
import { saveInstrument } from "../payments/resolve";
import { redeemCoupon } from "./discounts";

/** What older versions, which the CLI speaks, may say of a customer: a coupon for all invoices, a card by its token. */
export function applyOlder(
  call: Call,
  customer: Stripe.Customer,
  { coupon, source }: { coupon?: string | null; source?: string },
): Stripe.Customer {
  if (coupon === undefined && source === undefined) return customer;
  if (!call.olderRules) throw unknownParam(coupon === undefined ? "source" : "coupon");
  const paying = source === undefined ? customer : withCard(call, customer, source);
  if (coupon === null) return withoutCoupon(call, paying);
  return coupon === undefined ? paying : withCoupon(call, paying, coupon);
}

function withCard(call: Call, customer: Stripe.Customer, token: string): Stripe.Customer {
  const made = saveInstrument(call, buildMethod(call, { type: "card", card: { token } }));
  const method = attachMethod(call, made, customer.id);
  const settings = { ...customer.invoice_settings, default_payment_method: method.id };
  return call.emulator.store.put("customer", customer.id, { ...customer, invoice_settings: settings });
}

function withCoupon(call: Call, customer: Stripe.Customer, coupon: string): Stripe.Customer {
  const { store } = call.emulator;
  const discount = store.get("discount", redeemCoupon(call, coupon, { customer: customer.id })) ?? null;
  const before = customer.discount ?? null;
  if (discount !== null) {
    emit(call, before === null ? "customer.discount.created" : "customer.discount.updated", discount);
  }
  return store.put("customer", customer.id, { ...customer, discount });
}

/** An empty coupon takes the discount away; where there is none, nothing happens. */
function withoutCoupon(call: Call, customer: Stripe.Customer): Stripe.Customer {
  if (customer.discount) dropDiscount(call, customer);
  return { ...customer, discount: null };
}

/** Takes the discount from a customer; what it took off already stays. */
export function dropDiscount(call: Call, customer: Stripe.Customer): Stripe.DeletedDiscount {
  const { discount } = customer;
  if (!discount) throw noSuch("discount", customer.id, "id", "path");
  call.emulator.store.put("customer", customer.id, { ...customer, discount: null });
  emit(call, "customer.discount.deleted", discount);
  return { ...discount, deleted: true };
}
