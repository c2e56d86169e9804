import type Stripe from "stripe";
import { changedFrom, emit } from "../events/emit";
import { type Call, type Endpoint, endpoint } from "../http/endpoint";
import { missing, noSuch } from "../http/errors";
import { mergeMetadata, metadata } from "../http/fields";
import { clearable, integer, text } from "../http/params";
import { buildMethod } from "../payments/methods";
import { newId } from "../store/ids";
import { findCustomer } from "./customers";

/** A card as it was saved before payment methods were. It is kept and told of, and nothing here is paid with it. */
function add(call: Call, token: string): Stripe.Card {
  const customer = findCustomer(call);
  const { card } = buildMethod(call, { type: "card", card: { token } }).method;
  if (card === undefined) throw missing("source");
  const id = newId("card");
  const source = call.emulator.store.put("customer_source", id, {
    id,
    object: "card",
    ...{ address_city: null, address_country: null, address_line1: null, address_line1_check: null },
    ...{ address_line2: null, address_state: null, address_zip: null, address_zip_check: null },
    brand: card.brand,
    country: card.country,
    customer: customer.id,
    cvc_check: card.checks?.cvc_check ?? null,
    dynamic_last4: null,
    exp_month: card.exp_month,
    exp_year: card.exp_year,
    fingerprint: card.fingerprint ?? null,
    funding: card.funding,
    last4: card.last4,
    metadata: {},
    name: null,
    regulated_status: "unregulated",
    tokenization_method: null,
  });
  emit(call, "customer.source.created", source);
  return source;
}

const updateFields = { exp_month: integer, exp_year: integer, metadata, name: clearable };

export const customerSourceEndpoints: Endpoint[] = [
  endpoint("POST", "/v1/customers/:id/sources", {
    params: { source: text },
    run(call, params) {
      if (params.source === undefined) throw missing("source");
      return add(call, params.source);
    },
  }),
  endpoint("POST", "/v1/customers/:customer/sources/:id", {
    params: updateFields,
    run(call, { metadata: meta, ...plain }) {
      const before = call.emulator.store.get("customer_source", call.id);
      if (before === undefined) throw noSuch("source", call.id, "id", "path");
      const after = call.emulator.store.put("customer_source", before.id, {
        ...before,
        ...plain,
        metadata: mergeMetadata(before.metadata, meta),
      });
      emit(call, "customer.source.updated", after, changedFrom(before, after));
      return after;
    },
  }),
];
