import type Stripe from "stripe";
import { nowSeconds } from "../context";
import { changedFrom, emit } from "../events/emit";
import type { Cause } from "../http/endpoint";
import { badParam, missing, noSuch, refused } from "../http/errors";
import { mergeMetadata, metadata, wireDecimal } from "../http/fields";
import { bool, clearable, decimal, hash, integer, mapOf, oneOf, type Read, text } from "../http/params";
import { checkCurrency } from "../payments/currencies";
import { newId } from "../store/ids";
import { createProduct, productDataFields } from "./products";

const taxBehavior = oneOf("exclusive", "inclusive", "unspecified");

export const recurringFields = {
  interval: oneOf("day", "week", "month", "year"),
  interval_count: integer,
  trial_period_days: integer,
  usage_type: oneOf("licensed"),
};

const optionFields = { unit_amount: integer, unit_amount_decimal: decimal, tax_behavior: taxBehavior };

/** Tiers and metered prices are not emulated: their parameters are refused by name. */
export const priceFields = {
  active: bool,
  billing_scheme: oneOf("per_unit"),
  currency: text,
  currency_options: mapOf(hash(optionFields)),
  lookup_key: clearable,
  metadata,
  nickname: clearable,
  product: text,
  product_data: hash(productDataFields),
  recurring: hash(recurringFields),
  tax_behavior: taxBehavior,
  transfer_lookup_key: bool,
  unit_amount: integer,
  unit_amount_decimal: decimal,
};
type Params = Read<typeof priceFields>;
type Amounts = Pick<Read<typeof optionFields>, "unit_amount" | "unit_amount_decimal">;

/** Writes a price with the amounts of its other currencies, which are shown only when they are asked for. */
export function createPrice(cause: Cause, params: Params): Stripe.Price {
  if (params.currency === undefined) throw missing("currency");
  const currency = checkCurrency(params.currency);
  const product = productOf(cause, params);
  const id = newId("price");
  const { unit_amount, unit_amount_decimal } = amounts(params, "");
  const price: Stripe.Price = {
    id,
    object: "price",
    active: params.active ?? true,
    billing_scheme: "per_unit",
    created: nowSeconds(),
    currency,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: takeLookupKey(cause, params.lookup_key ?? null, params.transfer_lookup_key === true),
    metadata: mergeMetadata(null, params.metadata),
    nickname: params.nickname ?? null,
    product,
    recurring: recurringOf(params.recurring),
    tax_behavior: params.tax_behavior ?? "unspecified",
    tiers_mode: null,
    transform_quantity: null,
    type: params.recurring === undefined ? "one_time" : "recurring",
    unit_amount,
    unit_amount_decimal,
  };
  cause.emulator.store.put("price", id, price);
  putOptions(cause, price, params.currency_options ?? {});
  emit(cause, "price.created", price);
  return price;
}

function productOf(cause: Cause, params: Params): string {
  if (params.product_data !== undefined) return createProduct(cause, params.product_data).id;
  if (params.product === undefined) throw missing("product");
  if (cause.emulator.store.get("product", params.product) === undefined) {
    throw noSuch("product", params.product, "product", "body");
  }
  return params.product;
}

function amounts(given: Amounts, at: string): Pick<Stripe.Price, "unit_amount" | "unit_amount_decimal"> {
  const amount = given.unit_amount ?? given.unit_amount_decimal;
  const name = at === "" ? "unit_amount" : `${at}[unit_amount]`;
  if (amount === undefined) throw missing(name);
  if (amount < 0) throw badParam("parameter_invalid_integer", name, "Invalid non-negative integer");
  return {
    unit_amount: Number.isInteger(amount) ? amount : null,
    unit_amount_decimal: wireDecimal(amount),
  };
}

export function recurringOf(given: Read<typeof recurringFields> | undefined): Stripe.Price.Recurring | null {
  if (given === undefined) return null;
  if (given.interval === undefined) throw missing("recurring[interval]");
  const count = given.interval_count ?? 1;
  const limit = { day: 1095, week: 156, month: 36, year: 3 }[given.interval];
  if (count < 1 || count > limit) {
    throw badParam(
      undefined,
      "recurring[interval_count]",
      `The interval count must be between 1 and ${limit} for the interval ${given.interval}.`,
    );
  }
  return {
    interval: given.interval,
    interval_count: count,
    meter: null,
    trial_period_days: given.trial_period_days ?? null,
    usage_type: "licensed",
  };
}

/** A key names one price. Another price gives it up only when that was asked for. */
export function takeLookupKey(cause: Cause, key: string | null, transfer: boolean, self = ""): string | null {
  if (key === null) return null;
  for (const other of cause.emulator.store.newest("price")) {
    if (other.lookup_key !== key || other.id === self) continue;
    if (!transfer) {
      throw refused(
        `A price (\`${other.id}\`) already uses that lookup key. To transfer the key to this price, pass \`transfer_lookup_key: true\`.`,
        { param: "lookup_key" },
      );
    }
    changePrice(cause, other, { lookup_key: null });
  }
  return key;
}

export function putOptions(
  cause: Cause,
  price: Stripe.Price,
  given: Record<string, Read<typeof optionFields>>,
): void {
  const own = { ...price, custom_unit_amount: null };
  const all = {
    ...cause.emulator.store.get("price_options", price.id),
    [price.currency]: pickOption(own),
  };
  for (const [currency, option] of Object.entries(given)) {
    all[checkCurrency(currency)] = {
      custom_unit_amount: null,
      tax_behavior: option.tax_behavior ?? "unspecified",
      ...amounts(option, `currency_options[${currency}]`),
    };
  }
  cause.emulator.store.put("price_options", price.id, all);
}

function pickOption(price: Stripe.Price): Stripe.Price.CurrencyOptions {
  const { custom_unit_amount, tax_behavior, unit_amount, unit_amount_decimal } = price;
  return { custom_unit_amount, tax_behavior, unit_amount, unit_amount_decimal };
}

/** What one unit costs in this currency, in minor units; refuses a currency that the price does not have. */
export function unitAmount(cause: Cause, price: Stripe.Price, currency: string): number {
  const option = cause.emulator.store.get("price_options", price.id)?.[currency];
  if (option !== undefined) return Number(option.unit_amount_decimal);
  if (price.currency === currency) return Number(price.unit_amount_decimal);
  throw refused(
    `The price specified supports currencies of \`${price.currency}\`. This doesn't match the expected currency: \`${currency}\`.`,
    { param: "currency" },
  );
}

export function changePrice(cause: Cause, before: Stripe.Price, change: Partial<Stripe.Price>): Stripe.Price {
  const after = cause.emulator.store.put("price", before.id, { ...before, ...change });
  const previous = changedFrom(before, after);
  if (Object.keys(previous).length > 0) emit(cause, "price.updated", after, previous);
  return after;
}
