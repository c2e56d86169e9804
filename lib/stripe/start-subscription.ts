import type Stripe from "stripe";
import { askStripe } from "./ask-stripe";
import { stripe } from "./client";
import type { StripeAnswer } from "./trouble";
import { idOf } from "./values";

/** A subscription as it begins for an order: its first invoice and what pays it. Money in minor units. */
export type StartedSubscription = {
  id: string;
  status: string;
  invoiceId: string | null;
  invoiceStatus: string | null;
  /** What the first invoice asks for, after discounts and the customer's balance. */
  dueMinor: number;
  currency: string;
  /** Null when there is nothing to pay. */
  paymentIntentId: string | null;
};

/** What begins. Everything comes from the order and its revision, so each try sends the same. */
export type SubscriptionRequest = {
  orderId: string;
  walletId: string;
  revision: number;
  customerId: string;
  priceId: string;
  promotionCodeId: string | null;
  trialDays: number;
  /** The card that was set up when nothing is due now. Without one the first invoice waits to be paid. */
  paymentMethodId: string | null;
};

const EXPAND = ["latest_invoice.payments", "latest_invoice.confirmation_secret"];

/**
 * Begins the subscription of an order. With something due it is `incomplete`, and nothing is charged before its
 * PaymentIntent is confirmed. `again` is for the one case in which Stripe keeps answering an old failure under the
 * first key and has no subscription for it.
 */
export function startSubscription(
  request: SubscriptionRequest,
  again = false,
): Promise<StripeAnswer<StartedSubscription>> {
  return askStripe("subscriptions.create", async () => {
    const subscription = await stripe().subscriptions.create(toParams(request), {
      idempotencyKey: `${keyOfOrder(request)}:subscription${again ? ":again" : ""}`,
    });
    return fromStripe(subscription);
  });
}

/** The beginning of every key for an order of a plan; after new terms were pinned it is another one. */
export function keyOfOrder({ orderId, revision }: { orderId: string; revision: number }): string {
  return revision === 0 ? `order:${orderId}` : `order:${orderId}:${revision}`;
}

function toParams(request: SubscriptionRequest): Stripe.SubscriptionCreateParams {
  const { orderId, walletId, revision, trialDays, promotionCodeId, paymentMethodId } = request;
  return {
    customer: request.customerId,
    items: [{ price: request.priceId }],
    payment_settings: { save_default_payment_method: "on_subscription" },
    // Also with a card: should something be due after all, it is not charged before the order says so.
    payment_behavior: "default_incomplete",
    ...(paymentMethodId ? { default_payment_method: paymentMethodId } : {}),
    ...(trialDays > 0 ? { trial_period_days: trialDays } : {}),
    ...(promotionCodeId ? { discounts: [{ promotion_code: promotionCodeId }] } : {}),
    metadata: { order_id: orderId, wallet_id: walletId, order_revision: String(revision) },
    expand: EXPAND,
  };
}

/** A subscription that was begun, as Stripe has it now. */
export function retrieveStarted(id: string): Promise<StripeAnswer<StartedSubscription>> {
  return askStripe("subscriptions.retrieve", async () =>
    fromStripe(await stripe().subscriptions.retrieve(id, { expand: EXPAND })),
  );
}

/**
 * Looks through the customer's subscriptions for the one of an order and revision; null when there is none. For the
 * case that Stripe made it and we never heard of it. Lists are up to date at once.
 */
export function findSubscriptionOfOrder(
  customerId: string,
  order: { orderId: string; revision: number },
): Promise<StripeAnswer<StartedSubscription | null>> {
  return askStripe("subscriptions.list", async () => {
    const all = stripe().subscriptions.list({ customer: customerId, status: "all", limit: 100 });
    for await (const one of all) {
      const { order_id: orderId, order_revision: revision } = one.metadata;
      if (orderId !== order.orderId || revision !== String(order.revision)) continue;
      return fromStripe(await stripe().subscriptions.retrieve(one.id, { expand: EXPAND }));
    }
    return null;
  });
}

function fromStripe(subscription: Stripe.Subscription): StartedSubscription {
  const { latest_invoice: latest, id, status, currency } = subscription;
  const invoice = latest && typeof latest !== "string" ? latest : null;
  return {
    ...{ id, status, currency },
    invoiceId: invoice?.id ?? null,
    invoiceStatus: invoice?.status ?? null,
    dueMinor: invoice?.amount_due ?? 0,
    paymentIntentId: invoice && paymentIntentOf(invoice),
  };
}

/** The secret names its PaymentIntent; it is there only while the invoice is open. */
function paymentIntentOf(invoice: Stripe.Invoice): string | null {
  const payments = invoice.payments?.data ?? [];
  const named = (payments.find(({ is_default }) => is_default) ?? payments[0])?.payment.payment_intent;
  return (
    idOf(named) ??
    /^(pi_[A-Za-z0-9]+)_secret_/.exec(invoice.confirmation_secret?.client_secret ?? "")?.[1] ??
    null
  );
}
