import type Stripe from "stripe";
import { createPrice, recurringFields } from "../catalog/prices";
import { nowSeconds } from "../context";
import type { Cause } from "../http/endpoint";
import { badParam, missing, noSuch, refused } from "../http/errors";
import { mergeMetadata, metadata } from "../http/fields";
import { bool, decimal, hash, integer, list, type Read, text } from "../http/params";
import { newId } from "../store/ids";
import type { Period } from "./periods";
import { planView } from "./subscription-record";

const itemFields = {
  clear_usage: bool,
  deleted: bool,
  id: text,
  metadata,
  price: text,
  price_data: hash({
    currency: text,
    product: text,
    recurring: hash(recurringFields),
    unit_amount: integer,
    unit_amount_decimal: decimal,
  }),
  quantity: integer,
};
export const itemsField = list(hash(itemFields));
export type GivenItem = Read<typeof itemFields>;

/** The recurring price that an entry of `items` names; null when it names none. */
export function priceOf(cause: Cause, given: GivenItem, at: string): Stripe.Price | null {
  const { price: id, price_data: data } = given;
  if (data !== undefined) return createPrice(cause, data);
  if (id === undefined) return null;
  const price = cause.emulator.store.get("price", id);
  if (price === undefined) throw noSuch("price", id, `${at}[price]`, "body");
  if (!price.active) {
    throw refused("The price specified is inactive. This field only accepts active prices.", {
      param: `${at}[price]`,
    });
  }
  if (price.recurring === null) {
    throw refused(
      "The price specified is set to `type=one_time` but this field only accepts prices with `type=recurring`.",
      { param: `${at}[price]` },
    );
  }
  return price;
}

/** A new item; its period follows. */
export function newItem(
  cause: Cause,
  subscription: string,
  given: GivenItem,
  at: string,
  period: (price: Stripe.Price) => Period,
): Stripe.SubscriptionItem {
  const price = priceOf(cause, given, at);
  if (price === null) throw missing(`${at}[price]`);
  const { start, end } = period(price);
  return {
    id: newId("si").slice(0, 17),
    object: "subscription_item",
    billing_thresholds: null,
    created: nowSeconds(),
    current_period_end: end,
    current_period_start: start,
    current_trial: null,
    discounts: [],
    metadata: mergeMetadata(null, given.metadata),
    plan: planView(price),
    price,
    quantity: checkedQuantity(given.quantity ?? 1, at),
    subscription,
    tax_rates: [],
  };
}

/** The items as they are after the entries of a call were applied to them. */
export function changedItems(
  cause: Cause,
  subscription: Stripe.Subscription,
  given: readonly GivenItem[],
  period: (price: Stripe.Price, old: Stripe.SubscriptionItem | null) => Period,
): Stripe.SubscriptionItem[] {
  let items = [...subscription.items.data];
  for (const [index, entry] of given.entries()) {
    const at = `items[${index}]`;
    if (entry.id === undefined) {
      items.push(newItem(cause, subscription.id, entry, at, (price) => period(price, null)));
      continue;
    }
    const old = items.find((item) => item.id === entry.id);
    if (old === undefined) throw noSuch("subscription item", entry.id, `${at}[id]`, "body");
    if (entry.deleted === true) items = items.filter((item) => item !== old);
    else items = items.map((item) => (item === old ? changedItem(cause, old, entry, at, period) : item));
  }
  if (items.length === 0) {
    throw refused("A subscription must have at least one active item. Cancel the subscription instead.", {
      param: "items",
    });
  }
  return items;
}

function changedItem(
  cause: Cause,
  old: Stripe.SubscriptionItem,
  given: GivenItem,
  at: string,
  period: (price: Stripe.Price, old: Stripe.SubscriptionItem | null) => Period,
): Stripe.SubscriptionItem {
  const price = priceOf(cause, given, at) ?? old.price;
  const { start, end } = period(price, old);
  return {
    ...old,
    price,
    plan: planView(price),
    quantity: given.quantity === undefined ? (old.quantity ?? 1) : checkedQuantity(given.quantity, at),
    current_period_start: start,
    current_period_end: end,
    metadata: mergeMetadata(old.metadata, given.metadata),
  };
}

function checkedQuantity(quantity: number, at: string): number {
  if (quantity >= 0) return quantity;
  throw badParam("parameter_invalid_integer", `${at}[quantity]`, "Invalid non-negative integer");
}
