import type Stripe from "stripe";
import { nowSeconds } from "../context";
import { emit } from "../events/emit";
import type { Cause } from "../http/endpoint";
import { wireDecimal } from "../http/fields";
import { newId } from "../store/ids";
import type { Period } from "./periods";

export interface ItemPlan {
  customer: Stripe.Customer;
  currency: string;
  amount: number;
  unit: number;
  quantity: number;
  description: string | null;
  period: Period;
  price: Stripe.Price | null;
  discountable: boolean;
  metadata: Stripe.Metadata;
  subscription: { id: string; item: string | null } | null;
  proration: boolean;
  /** Where the credited money was debited. */
  credits: { invoice: string; line: string } | null;
}

/** Something to be put on the customer's next invoice, or on that of a subscription. */
export function createInvoiceItem(cause: Cause, plan: ItemPlan): Stripe.InvoiceItem {
  const id = newId("ii");
  const { price, credits } = plan;
  const item: Stripe.InvoiceItem = {
    id,
    object: "invoiceitem",
    amount: plan.amount,
    currency: plan.currency,
    customer: plan.customer.id,
    customer_account: null,
    date: nowSeconds(),
    description: plan.description,
    discountable: plan.discountable,
    discounts: [],
    invoice: null,
    livemode: false,
    metadata: plan.metadata,
    net_amount: plan.amount,
    parent: parentOf(plan),
    period: plan.period,
    pricing: {
      ...(price === null ? {} : { price_details: { price: price.id, product: String(price.product) } }),
      type: "price_details",
      unit_amount_decimal: wireDecimal(plan.unit),
    },
    proration: plan.proration,
    ...(plan.proration ? { proration_details: creditsView(credits) } : {}),
    quantity: plan.quantity,
    quantity_decimal: wireDecimal(plan.quantity),
    tax_rates: [],
    test_clock: plan.customer.test_clock ?? null,
  };
  cause.emulator.store.put("invoiceitem", id, item);
  emit(cause, "invoiceitem.created", item);
  return item;
}

function parentOf({ subscription }: ItemPlan): Stripe.InvoiceItem.Parent | null {
  if (subscription === null) return null;
  const { id, item } = subscription;
  const details = { subscription: id, ...(item === null ? {} : { subscription_item: item }) };
  return { subscription_details: details, type: "subscription_details" };
}

function creditsView(credits: ItemPlan["credits"]): Stripe.InvoiceItem.ProrationDetails {
  if (credits === null) return { credited_items: null, discount_amounts: [] };
  const details = { invoice: credits.invoice, invoice_line_items: [credits.line] };
  return {
    credited_items: { invoice_line_item_details: details, type: "invoice_line_items" },
    discount_amounts: [],
  };
}

/** What waits for the next invoice of a subscription; for `null`, of the customer alone. Oldest first. */
export function pendingItems(
  cause: Cause,
  customer: string,
  currency: string,
  subscription: string | null,
): Stripe.InvoiceItem[] {
  const items = [...cause.emulator.store.newest("invoiceitem")].filter((item) => {
    const own = item.parent?.subscription_details?.subscription ?? null;
    const mine = own === subscription || (own === null && subscription !== null);
    return item.customer === customer && item.invoice === null && item.currency === currency && mine;
  });
  return items.reverse();
}

/** Puts items on an invoice, or takes them off again when it is deleted. */
export function assignItems(
  cause: Cause,
  items: readonly Stripe.InvoiceItem[],
  invoice: string | null,
): void {
  for (const item of items) cause.emulator.store.put("invoiceitem", item.id, { ...item, invoice });
}

export function itemsOn(cause: Cause, invoice: string): Stripe.InvoiceItem[] {
  return [...cause.emulator.store.newest("invoiceitem")].filter((item) => item.invoice === invoice);
}
