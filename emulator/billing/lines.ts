import type Stripe from "stripe";
import { wireDecimal } from "../http/fields";
import { decimalsOf } from "../payments/currencies";
import { newId } from "../store/ids";
import type { Period } from "./periods";

/** An amount as a line's description names it. */
export function shownAmount(amount: number, currency: string): string {
  const digits = decimalsOf(currency);
  const value = (amount / 10 ** digits).toFixed(digits);
  return currency === "usd" ? `$${value}` : `${value} ${currency.toUpperCase()}`;
}

type Base =
  | "id"
  | "object"
  | "currency"
  | "discount_amounts"
  | "discounts"
  | "invoice"
  | "livemode"
  | "period"
  | "pretax_credit_amounts"
  | "taxes";

function lineBase(currency: string, period: Period): Pick<Stripe.InvoiceLineItem, Base> {
  return {
    id: newId("il"),
    object: "line_item",
    currency,
    discount_amounts: [],
    discounts: [],
    invoice: null,
    livemode: false,
    period,
    pretax_credit_amounts: [],
    taxes: [],
  };
}

interface ItemLine {
  item: Stripe.SubscriptionItem;
  product: string;
  currency: string;
  unit: number;
  amount: number;
  period: Period;
  description: string;
}

/** What one item of a subscription costs for a period. */
export function itemLine(given: ItemLine): Stripe.InvoiceLineItem {
  const { item, amount, unit, currency } = given;
  const quantity = item.quantity ?? 1;
  return {
    ...lineBase(currency, given.period),
    amount,
    description: given.description,
    discountable: true,
    metadata: item.metadata,
    parent: {
      invoice_item_details: null,
      subscription_item_details: {
        invoice_item: null,
        proration: false,
        proration_details: { credited_items: null },
        subscription: item.subscription,
        subscription_item: item.id,
      },
      type: "subscription_item_details",
    },
    pricing: {
      price_details: { price: item.price.id, product: given.product },
      type: "price_details",
      unit_amount_decimal: wireDecimal(unit),
    },
    quantity,
    quantity_decimal: wireDecimal(quantity),
    subscription: item.subscription,
    subtotal: amount,
  };
}

/** The line by which an invoice item gets onto an invoice. */
export function invoiceItemLine(item: Stripe.InvoiceItem): Stripe.InvoiceLineItem {
  const details = item.parent?.subscription_details;
  const credited = item.proration_details?.credited_items?.invoice_line_item_details ?? null;
  const shared = {
    invoice_item: item.id,
    proration: item.proration,
    proration_details: { credited_items: credited },
    subscription: details?.subscription ?? null,
  };
  const ofItem = details?.subscription_item;
  return {
    ...lineBase(item.currency, item.period),
    amount: item.amount,
    description: item.description,
    discountable: item.discountable,
    metadata: item.metadata ?? {},
    parent:
      ofItem === undefined
        ? { invoice_item_details: shared, subscription_item_details: null, type: "invoice_item_details" }
        : {
            invoice_item_details: null,
            subscription_item_details: { ...shared, subscription_item: ofItem },
            type: "subscription_item_details",
          },
    pricing: item.pricing,
    quantity: item.quantity,
    quantity_decimal: item.quantity_decimal,
    subscription: details?.subscription ?? null,
    subtotal: item.amount,
  };
}
