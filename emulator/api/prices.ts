import type Stripe from "stripe";
import { changePrice, createPrice, priceFields, putOptions, takeLookupKey } from "../catalog/prices";
import { type Call, type Endpoint, endpoint } from "../http/endpoint";
import { noSuch } from "../http/errors";
import { mergeMetadata } from "../http/fields";
import { listPage, pageParams } from "../http/list";
import { bool, hash, list, oneOf, type Read, text } from "../http/params";

const { active, currency_options, lookup_key, metadata, nickname, tax_behavior, transfer_lookup_key } =
  priceFields;
const updateFields = {
  active,
  currency_options,
  lookup_key,
  metadata,
  nickname,
  tax_behavior,
  transfer_lookup_key,
};

const listFields = {
  ...pageParams,
  active: bool,
  currency: text,
  lookup_keys: list(text),
  product: text,
  recurring: hash({ interval: text, usage_type: text, meter: text }),
  type: oneOf("one_time", "recurring"),
};

function find(call: Call): Stripe.Price {
  const found = call.emulator.store.get("price", call.id);
  if (found === undefined) throw noSuch("price", call.id, "price", "path");
  return found;
}

function update(call: Call, params: Read<typeof updateFields>): Stripe.Price {
  const before = find(call);
  const { metadata: meta, currency_options: options, transfer_lookup_key: transfer, ...plain } = params;
  if (params.lookup_key !== undefined) {
    takeLookupKey(call, params.lookup_key, transfer === true, before.id);
  }
  if (options !== undefined) putOptions(call, before, options);
  return changePrice(call, before, { ...plain, metadata: mergeMetadata(before.metadata, meta) });
}

function wants(params: Read<typeof listFields>): (row: Stripe.Price) => boolean {
  return (row) =>
    (params.active ?? row.active) === row.active &&
    (params.currency?.toLowerCase() ?? row.currency) === row.currency &&
    (params.lookup_keys === undefined || params.lookup_keys.includes(row.lookup_key ?? "")) &&
    (params.product ?? row.product) === row.product &&
    (params.recurring?.interval ?? row.recurring?.interval) === row.recurring?.interval &&
    (params.type ?? row.type) === row.type;
}

export const priceEndpoints: Endpoint[] = [
  endpoint("POST", "/v1/prices", { params: priceFields, run: createPrice }),
  endpoint("GET", "/v1/prices", {
    params: listFields,
    run: (call, params) => listPage(call.emulator.store, "price", "/v1/prices", params, wants(params)),
  }),
  endpoint("GET", "/v1/prices/:id", { run: find }),
  endpoint("POST", "/v1/prices/:id", { params: updateFields, run: update }),
];
