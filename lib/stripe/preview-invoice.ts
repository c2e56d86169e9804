import type Stripe from "stripe";
import { askStripe } from "./ask-stripe";
import { stripe } from "./client";
import { fromStripeInvoice, type InvoiceFacts } from "./invoice-facts";
import type { StripeAnswer } from "./trouble";
import { toDate, toDateOrNull, toSeconds } from "./values";

/** A change of price of one item of a subscription. `restarts`: a new period begins with it, billed in full. */
export type PriceChange = {
  subscriptionId: string;
  itemId: string;
  priceId: string;
  restarts: boolean;
};

/** An invoice that does not exist, in minor units; credits are negative, as Stripe writes them. */
export type InvoicePreview = {
  invoice: InvoiceFacts;
  prorationDate: Date | null;
  at: Date;
  discountMinor: number;
  totalMinor: number;
  /** What the customer's balance is before and after; negative is money of theirs, positive is owed. */
  balanceBeforeMinor: number;
  balanceAfterMinor: number;
  dueMinor: number;
};

/** Stripe answers at most so many lines; a change of ours makes two or three. */
const LINES_MAX = 100;

/**
 * The invoice that a change would bring now. Without `prorationDate` Stripe takes its present moment and says which;
 * the same moment sent with the change makes the same invoice.
 */
export function previewChange(
  change: PriceChange,
  prorationDate: Date | null,
): Promise<StripeAnswer<InvoicePreview>> {
  return preview(change, {
    items: [{ id: change.itemId, price: change.priceId }],
    proration_behavior: "always_invoice",
    ...(prorationDate ? { proration_date: toSeconds(prorationDate) } : {}),
    ...(change.restarts ? { billing_cycle_anchor: { type: "now" } } : {}),
  });
}

/** The next regular invoice of a subscription as if it had this price already. */
export function previewRenewal(change: PriceChange): Promise<StripeAnswer<InvoicePreview>> {
  return preview(change, {
    items: [{ id: change.itemId, price: change.priceId }],
    proration_behavior: "none",
  });
}

function preview(
  { subscriptionId }: PriceChange,
  details: Stripe.InvoiceCreatePreviewParams.SubscriptionDetails,
): Promise<StripeAnswer<InvoicePreview>> {
  return askStripe("invoices.create_preview", async () =>
    fromStripePreview(
      await stripe().invoices.createPreview({ subscription: subscriptionId, subscription_details: details }),
    ),
  );
}

function fromStripePreview(shown: Stripe.Invoice): InvoicePreview {
  if (shown.lines.has_more) throw new Error(`preview_too_long: more than ${LINES_MAX} lines`);
  const discounts = shown.total_discount_amounts ?? [];
  return {
    invoice: fromStripeInvoice(shown),
    prorationDate: toDateOrNull(shown.parent?.subscription_details?.subscription_proration_date),
    at: toDate(shown.created),
    discountMinor: discounts.reduce((sum, { amount }) => sum + amount, 0),
    totalMinor: shown.total,
    balanceBeforeMinor: shown.starting_balance,
    balanceAfterMinor: shown.ending_balance ?? 0,
    dueMinor: shown.amount_due,
  };
}
