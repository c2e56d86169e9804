import type Stripe from "stripe";
import { nowSeconds } from "../context";
import { emit } from "../events/emit";
import type { Cause } from "../http/endpoint";
import { missing, refused } from "../http/errors";
import { mergeMetadata, metadata, opaque } from "../http/fields";
import { bool, clearable, either, hash, list, oneOf, type Read, text } from "../http/params";
import { newId } from "../store/ids";

/** What a product made along with a price may say. */
export const productDataFields = {
  active: bool,
  id: text,
  metadata,
  name: text,
  statement_descriptor: text,
  tax_code: text,
  tax_details: opaque,
  unit_label: clearable,
};

export const productFields = {
  ...productDataFields,
  description: clearable,
  images: list(text),
  marketing_features: list(hash({ name: text })),
  package_dimensions: opaque,
  shippable: bool,
  type: oneOf("service", "good"),
  url: either(text),
};
export type ProductParams = Read<typeof productFields>;

export function createProduct(cause: Cause, params: ProductParams): Stripe.Product {
  const { store } = cause.emulator;
  if (params.name === undefined) throw missing("name");
  const id = params.id ?? newId("prod").slice(0, 19);
  if (store.get("product", id) !== undefined) {
    throw refused(`Product already exists.`, { code: "resource_already_exists", param: "id" });
  }
  const created = nowSeconds();
  const product: Stripe.Product = {
    id,
    object: "product",
    active: params.active ?? true,
    created,
    default_price: null,
    description: params.description ?? null,
    images: params.images ?? [],
    livemode: false,
    marketing_features: featuresOf(params),
    metadata: mergeMetadata(null, params.metadata),
    name: params.name,
    package_dimensions: null,
    shippable: params.shippable ?? null,
    statement_descriptor: params.statement_descriptor ?? null,
    tax_code: params.tax_code ?? null,
    tax_details: null,
    type: params.type ?? "service",
    unit_label: params.unit_label ?? null,
    updated: created,
    url: params.url ?? null,
  };
  store.put("product", id, product);
  emit(cause, "product.created", product);
  return product;
}

export function featuresOf(params: ProductParams): Stripe.Product.MarketingFeature[] {
  return (params.marketing_features ?? []).map(({ name }) => ({ name: name ?? "" }));
}
