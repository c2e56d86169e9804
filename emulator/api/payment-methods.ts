import type Stripe from "stripe";
import { changedFrom, emit } from "../events/emit";
import { type Call, type Endpoint, endpoint } from "../http/endpoint";
import { missing, noSuch } from "../http/errors";
import { billingFields, mergeMetadata, metadata, toAddress } from "../http/fields";
import { listPage, pageParams } from "../http/list";
import { hash, integer, oneOf, type Read, text } from "../http/params";
import { attachByCustomer, detachMethod } from "../payments/attach";
import { buildMethod, methodFields } from "../payments/methods";
import { findMethod, saveInstrument } from "../payments/resolve";

const updateFields = {
  allow_redisplay: oneOf("always", "limited", "unspecified"),
  billing_details: hash(billingFields),
  card: hash({ exp_month: integer, exp_year: integer }),
  metadata,
};

/** The method of the call's path; a magic id gives a new one where `magic` is wanted. */
function find(call: Call): Stripe.PaymentMethod {
  const found = call.emulator.store.get("payment_method", call.id);
  if (found === undefined) throw noSuch("PaymentMethod", call.id, "payment_method", "path");
  return found;
}

function update(call: Call, params: Read<typeof updateFields>): Stripe.PaymentMethod {
  const before = find(call);
  const given = params.billing_details;
  const address = given?.address === undefined ? {} : { address: toAddress(given.address) };
  const after = call.emulator.store.put("payment_method", before.id, {
    ...before,
    ...(params.allow_redisplay === undefined ? {} : { allow_redisplay: params.allow_redisplay }),
    ...(before.card === undefined ? {} : { card: { ...before.card, ...params.card } }),
    billing_details: {
      ...before.billing_details,
      ...given,
      ...address,
    } as Stripe.PaymentMethod.BillingDetails,
    metadata: mergeMetadata(before.metadata, params.metadata),
  });
  if (before.customer !== null) emit(call, "payment_method.updated", after, changedFrom(before, after));
  return after;
}

export const paymentMethodEndpoints: Endpoint[] = [
  endpoint("POST", "/v1/payment_methods", {
    browser: true,
    params: methodFields,
    run: (call, params) => saveInstrument(call, buildMethod(call, params)),
  }),
  endpoint("GET", "/v1/payment_methods", {
    params: { ...pageParams, customer: text, customer_account: text, type: text, allow_redisplay: text },
    run(call, params) {
      const wanted = (row: Stripe.PaymentMethod) =>
        (params.customer === undefined ? row.customer !== null : row.customer === params.customer) &&
        (params.type ?? row.type) === row.type;
      return listPage(call.emulator.store, "payment_method", "/v1/payment_methods", params, wanted);
    },
  }),
  endpoint("GET", "/v1/payment_methods/:id", { run: (call) => findMethod(call, call.id) }),
  endpoint("POST", "/v1/payment_methods/:id", { params: updateFields, run: update }),
  endpoint("POST", "/v1/payment_methods/:id/attach", {
    params: { customer: text, customer_account: text },
    run(call, params) {
      if (params.customer === undefined) throw missing("customer");
      return attachByCustomer(call, call.id, params.customer);
    },
  }),
  endpoint("POST", "/v1/payment_methods/:id/detach", { run: (call) => detachMethod(call, find(call)) }),
];
