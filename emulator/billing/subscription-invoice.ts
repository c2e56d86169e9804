import type Stripe from "stripe";
import { couponOf } from "../catalog/coupons";
import { unitAmount } from "../catalog/prices";
import { emit } from "../events/emit";
import type { Cause } from "../http/endpoint";
import { currentDiscounts } from "./discounts";
import { assignItems, pendingItems } from "./invoice-items";
import { invoiceRecord } from "./invoice-record";
import { putInvoice } from "./invoices";
import { invoiceItemLine, itemLine, shownAmount } from "./lines";
import type { Period } from "./periods";
import { customerOf, netOf, withLines } from "./totals";

interface Draft {
  reason: Stripe.Invoice.BillingReason;
  period: Period;
  lines: Stripe.InvoiceLineItem[];
  prorationDate?: number;
  /** The invoice items it is about; without, all that wait for it. */
  items?: Stripe.InvoiceItem[];
  id?: string;
}

/** Drafts an invoice of a subscription, with what was waiting for it. No event: see the callers. */
export function draftInvoice(cause: Cause, subscription: Stripe.Subscription, given: Draft): Stripe.Invoice {
  const customer = customerOf(cause, subscription);
  const blank = invoiceRecord({
    customer,
    currency: subscription.currency,
    reason: given.reason,
    collection: subscription.collection_method,
    parent: {
      quote_details: null,
      subscription_details: {
        metadata: subscription.metadata,
        subscription: subscription.id,
        ...(given.prorationDate === undefined ? {} : { subscription_proration_date: given.prorationDate }),
      },
      type: "subscription_details",
    },
    period: given.period,
  });
  const days = subscription.days_until_due;
  const items = given.items ?? pendingItems(cause, customer.id, subscription.currency, subscription.id);
  const draft = {
    ...blank,
    id: given.id ?? blank.id,
    description: subscription.invoice_settings.description,
    discounts: currentDiscounts(cause, discountIds(customer, subscription)).map((discount) => discount.id),
    due_date: days === null ? null : blank.created + days * 86_400,
  };
  assignItems(cause, items, draft.id);
  const invoice = withLines(cause, draft, [...items.map(invoiceItemLine), ...given.lines]);
  recordDebits(cause, invoice);
  return putInvoice(cause, invoice);
}

/** A subscription's own discounts go before those of its customer. */
function discountIds(customer: Stripe.Customer, { discounts }: Stripe.Subscription): unknown[] {
  if (discounts.length > 0) return discounts;
  return customer.discount === null || customer.discount === undefined ? [] : [customer.discount.id];
}

/** What one item costs for its period, before discounts. */
export function costOf(cause: Cause, item: Stripe.SubscriptionItem, currency: string): number {
  return Math.round(unitAmount(cause, item.price, currency) * (item.quantity ?? 1));
}

/** The line of one item for a period. Without `amount` the full price. */
export function lineFor(
  cause: Cause,
  item: Stripe.SubscriptionItem,
  currency: string,
  given: { period?: Period; amount?: number; description?: string } = {},
): Stripe.InvoiceLineItem {
  const unit = unitAmount(cause, item.price, currency);
  const product = String(item.price.product);
  const per = `${shownAmount(unit, currency)} / ${intervalName(item.price)}`;
  return itemLine({
    item,
    product,
    currency,
    unit,
    amount: given.amount ?? costOf(cause, item, currency),
    period: given.period ?? { start: item.current_period_start, end: item.current_period_end },
    description: given.description ?? `${item.quantity ?? 1} × ${productName(cause, item.price)} (at ${per})`,
  });
}

export function productName(cause: Cause, price: Stripe.Price): string {
  return cause.emulator.store.get("product", String(price.product))?.name ?? String(price.product);
}

function intervalName(price: Stripe.Price): string {
  const { interval = "month", interval_count: count = 1 } = price.recurring ?? {};
  return count === 1 ? interval : `${count} ${interval}s`;
}

/** Notes what each item was debited, after discounts: a later credit gives back a part of exactly this. */
function recordDebits(cause: Cause, invoice: Stripe.Invoice): void {
  const { store } = cause.emulator;
  for (const line of invoice.lines.data) {
    const details = line.parent?.subscription_item_details;
    if (!details) continue;
    const where = { invoice: invoice.id, line: line.id };
    if (!details.proration) {
      const { start, end } = line.period;
      store.put("debit", details.subscription_item, { amount: netOf(line), start, end, ...where });
      continue;
    }
    const waiting = store.get("debit", details.subscription_item);
    if (line.amount > 0 && waiting?.invoice === null) {
      store.put("debit", details.subscription_item, { ...waiting, ...where });
    }
  }
}

/** The discounts that go on after this invoice: those for one time are used up once they took something off. */
export function lastingDiscounts(
  cause: Cause,
  subscription: Stripe.Subscription,
  invoice: Stripe.Invoice,
): string[] {
  const used = new Set(
    (invoice.total_discount_amounts ?? []).flatMap((one) => (one.amount > 0 ? [String(one.discount)] : [])),
  );
  return currentDiscounts(cause, subscription.discounts).flatMap((discount) => {
    if (couponOf(cause, discount).duration !== "once" || !used.has(discount.id)) return [discount.id];
    emit(cause, "customer.discount.deleted", discount);
    return [];
  });
}
