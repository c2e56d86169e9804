import type Stripe from "stripe";
import { createPrice, priceFields } from "../catalog/prices";
import { createProduct, featuresOf, type ProductParams, productFields } from "../catalog/products";
import { nowSeconds } from "../context";
import { changedFrom, emit } from "../events/emit";
import { type Call, type Endpoint, endpoint } from "../http/endpoint";
import { noSuch, refused } from "../http/errors";
import { mergeMetadata } from "../http/fields";
import { listPage, pageParams } from "../http/list";
import { bool, hash, list, oneOf, type Read, text } from "../http/params";

const { product: _product, product_data: _data, active: _active, lookup_key: _key, ...rest } = priceFields;
const createFields = { ...productFields, default_price_data: hash(rest) };
const updateFields = { ...productFields, default_price: text };

function find(call: Call): Stripe.Product {
  const found = call.emulator.store.get("product", call.id);
  if (found === undefined) throw noSuch("product", call.id, "id", "path");
  return found;
}

function create(call: Call, params: Read<typeof createFields>): Stripe.Product {
  const { default_price_data: data, ...own } = params;
  const product = createProduct(call, own);
  if (data === undefined) return product;
  const price = createPrice(call, { ...data, product: product.id });
  return write(call, product, { default_price: price.id });
}

function write(call: Call, before: Stripe.Product, change: Partial<Stripe.Product>): Stripe.Product {
  const after = call.emulator.store.put("product", before.id, { ...before, ...change });
  const previous = changedFrom(before, after);
  if (Object.keys(previous).length === 0) return before;
  const stamped = call.emulator.store.put("product", before.id, { ...after, updated: nowSeconds() });
  emit(call, "product.updated", stamped, { ...previous, updated: before.updated });
  return stamped;
}

function update(call: Call, params: ProductParams & { default_price?: string }): Stripe.Product {
  const before = find(call);
  const {
    id: _id,
    metadata: meta,
    marketing_features: features,
    package_dimensions: _dimensions,
    tax_details: _tax,
    ...plain
  } = params;
  const chosen = params.default_price;
  if (chosen !== undefined && call.emulator.store.get("price", chosen)?.product !== before.id) {
    throw noSuch("price", chosen, "default_price", "body");
  }
  return write(call, before, {
    ...plain,
    ...(features === undefined ? {} : { marketing_features: featuresOf(params) }),
    metadata: mergeMetadata(before.metadata, meta),
  });
}

function remove(call: Call): Stripe.DeletedProduct {
  const product = find(call);
  for (const price of call.emulator.store.newest("price")) {
    if (price.product !== product.id) continue;
    throw refused("This product cannot be deleted because it has one or more user-created prices.", {
      param: "id",
    });
  }
  call.emulator.store.delete("product", product.id);
  emit(call, "product.deleted", product);
  return { id: product.id, object: "product", deleted: true };
}

export const productEndpoints: Endpoint[] = [
  endpoint("POST", "/v1/products", { params: createFields, run: create }),
  endpoint("GET", "/v1/products", {
    params: {
      ...pageParams,
      active: bool,
      ids: list(text),
      shippable: bool,
      type: oneOf("good", "service"),
      url: text,
    },
    run(call, params) {
      const wanted = (row: Stripe.Product) =>
        (params.active ?? row.active) === row.active &&
        (params.ids === undefined || params.ids.includes(row.id)) &&
        (params.shippable ?? row.shippable) === row.shippable &&
        (params.type ?? row.type) === row.type &&
        (params.url ?? row.url) === row.url;
      return listPage(call.emulator.store, "product", "/v1/products", params, wanted);
    },
  }),
  endpoint("GET", "/v1/products/:id", { run: find }),
  endpoint("POST", "/v1/products/:id", { params: updateFields, run: update }),
  endpoint("DELETE", "/v1/products/:id", { run: remove }),
];
