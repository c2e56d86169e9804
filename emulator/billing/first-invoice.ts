import type Stripe from "stripe";
import { unitAmount } from "../catalog/prices";
import { nowSeconds } from "../context";
import { emit } from "../events/emit";
import type { Cause } from "../http/endpoint";
import { noSuch, refused } from "../http/errors";
import { needOf } from "../payments/authenticate";
import { idOf } from "../payments/intent-changes";
import { cardBehind } from "../payments/resolve";
import { setupRecord } from "../setup/record";
import { collectInvoice, payInvoice } from "./collect";
import { createInvoiceItem } from "./invoice-items";
import { intentFor, methodFor } from "./invoice-payments";
import { advanceLater, finalizeInvoice } from "./invoices";
import { declinedInvoice } from "./pay-by-hand";
import { periodAround, restOf } from "./periods";
import { recurringOf } from "./prices";
import { costOf, draftInvoice, lastingDiscounts, lineFor, productName } from "./subscription-invoice";
import type { CreateParams } from "./subscription-params";
import { putSubscription } from "./subscriptions";
import { customerOf } from "./totals";

/** Draws the first invoice of a new subscription and, unless told to wait for the payer, asks for its money. */
export function startFirstInvoice(
  cause: Cause,
  built: Stripe.Subscription,
  params: CreateParams,
): Stripe.Subscription {
  putSubscription(cause, built);
  addItems(cause, built, params.add_invoice_items ?? []);
  const now = nowSeconds();
  const lines = firstLines(cause, built, params.proration_behavior !== "none");
  const draft = draftInvoice(cause, built, {
    reason: "subscription_create",
    period: { start: now, end: now },
    lines,
  });
  checkMinimum(cause, built, draft);
  if (built.collection_method === "send_invoice") return sendFirst(cause, built, draft);
  requireMethod(cause, draft, params);
  const open = finalizeInvoice(cause, draft);
  const free = open.amount_due === 0;
  const setup = free ? pendingSetup(cause, built, open, params) : null;
  const subscription = putSubscription(cause, built, {
    latest_invoice: open.id,
    discounts: lastingDiscounts(cause, built, open),
    pending_setup_intent: setup?.id ?? null,
    status: built.status === "trialing" ? "trialing" : free ? "active" : "incomplete",
  });
  if (setup !== null) emit(cause, "setup_intent.created", setup);
  emit(cause, "customer.subscription.created", subscription);
  const intent = intentFor(cause, open.id);
  if (intent !== null) emit(cause, "payment_intent.created", intent);
  emit(cause, "invoice.created", draft);
  emit(cause, "invoice.finalized", open);
  if (free) payInvoice(cause, open, 0);
  else if (params.payment_behavior !== "default_incomplete") charge(cause, open, params);
  return cause.emulator.store.get("subscription", subscription.id) ?? subscription;
}

function charge(cause: Cause, open: Stripe.Invoice, params: CreateParams): void {
  const after = collectInvoice(cause, open);
  if (params.payment_behavior === "error_if_incomplete" && after.status !== "paid") {
    throw declinedInvoice(cause, after, false);
  }
}

/** Without a method nothing can be charged at once. */
function requireMethod(cause: Cause, draft: Stripe.Invoice, params: CreateParams): void {
  if (draft.amount_due === 0 || params.payment_behavior === "default_incomplete") return;
  if (methodFor(cause, draft) !== null) return;
  throw refused(
    "This customer has no attached payment source or default payment method. Please consider adding a default payment method. For more information, visit https://stripe.com/docs/billing/subscriptions/payment-methods-setting#payment-methods-api.",
    { code: "resource_missing" },
  );
}

function firstLines(
  cause: Cause,
  subscription: Stripe.Subscription,
  prorates: boolean,
): Stripe.InvoiceLineItem[] {
  const { currency, trial_end: trialEnd, billing_cycle_anchor: anchor } = subscription;
  const now = nowSeconds();
  return subscription.items.data.map((item) => {
    if (trialEnd !== null) {
      const description = `Trial period for ${productName(cause, item.price)}`;
      return lineFor(cause, item, currency, { amount: 0, description });
    }
    if (anchor <= now) return lineFor(cause, item, currency);
    const whole = periodAround(anchor, recurringOf(item.price), now);
    const amount = prorates ? restOf(costOf(cause, item, currency), whole, now) : 0;
    return lineFor(cause, item, currency, { amount });
  });
}

/** One-off things that go on the first invoice. */
function addItems(
  cause: Cause,
  subscription: Stripe.Subscription,
  given: readonly { price?: string; quantity?: number }[],
): void {
  const now = nowSeconds();
  for (const [index, { price: id, quantity = 1 }] of given.entries()) {
    const price = cause.emulator.store.get("price", id ?? "");
    if (price === undefined) throw noSuch("price", id ?? "", `add_invoice_items[${index}][price]`, "body");
    const unit = unitAmount(cause, price, subscription.currency);
    createInvoiceItem(cause, {
      customer: customerOf(cause, subscription),
      currency: subscription.currency,
      amount: Math.round(unit * quantity),
      unit,
      quantity,
      description: productName(cause, price),
      period: { start: now, end: now },
      price,
      discountable: true,
      metadata: {},
      subscription: { id: subscription.id, item: null },
      proration: false,
      credits: null,
    });
  }
}

/** A promotion code may ask for a smallest order. */
function checkMinimum(cause: Cause, subscription: Stripe.Subscription, draft: Stripe.Invoice): void {
  const { store } = cause.emulator;
  for (const id of subscription.discounts) {
    const code = store.get(
      "promotion_code",
      idOf(store.get("discount", String(id))?.promotion_code ?? null) ?? "",
    );
    const { minimum_amount: least, minimum_amount_currency: currency } = code?.restrictions ?? {};
    if (least == null || currency !== draft.currency || draft.subtotal >= least) continue;
    throw refused("This promotion code cannot be redeemed because the order is below its minimum amount.", {
      param: "discounts[0][promotion_code]",
    });
  }
}

/** A payer who pays invoices themselves gets the first one in an hour, and the subscription at once. */
function sendFirst(cause: Cause, built: Stripe.Subscription, draft: Stripe.Invoice): Stripe.Subscription {
  const subscription = putSubscription(cause, built, {
    latest_invoice: draft.id,
    discounts: lastingDiscounts(cause, built, draft),
    status: built.status === "trialing" ? "trialing" : "active",
  });
  emit(cause, "customer.subscription.created", subscription);
  emit(cause, "invoice.created", advanceLater(cause, draft));
  return subscription;
}

/** Nothing to pay now, but later: a card has to be set up when there is none, or its bank wants to see the holder. */
function pendingSetup(
  cause: Cause,
  subscription: Stripe.Subscription,
  invoice: Stripe.Invoice,
  params: CreateParams,
): Stripe.SetupIntent | null {
  const method = methodFor(cause, invoice);
  if (method !== null && params.payment_behavior !== "default_incomplete" && !wantsHolder(cause, method)) {
    return null;
  }
  const blank = setupRecord(idOf(subscription.customer));
  const ready = { payment_method: method?.id ?? null, status: "requires_confirmation" } as const;
  return cause.emulator.store.put("setup_intent", blank.id, method === null ? blank : { ...blank, ...ready });
}

function wantsHolder(cause: Cause, method: Stripe.PaymentMethod): boolean {
  const { card, secret } = cardBehind(cause, method);
  return needOf(card, secret, { offSession: false, requested: false }).kind === "ask";
}
