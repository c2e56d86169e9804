import type Stripe from "stripe";
import { askStripe } from "./ask-stripe";
import { stripe } from "./client";
import { isMissing } from "./customers";
import { PAGE_READ } from "./page-read";
import type { StripeAnswer } from "./trouble";
import { toDate } from "./values";

/** As many as one page of Stripe's list holds; nobody has more cards. */
const LISTED_MAX = 100;

export type CardFacts = {
  brand: string;
  last4: string;
  expMonth: number;
  expYear: number;
  /** The same for the same number, however often it is entered. */
  fingerprint: string | null;
  /** The wallet that the card came in, as Stripe calls it: `apple_pay`, `google_pay`, … */
  wallet: string | null;
};

/** A saved payment method in plain values. `label` is what its owner knows another kind than a card by. */
export type PaymentMethodFacts = {
  id: string;
  type: string;
  card: CardFacts | null;
  label: string | null;
  createdAt: Date;
};

/** All payment methods saved with a customer, newest first; none for a customer Stripe does not know. */
export async function listPaymentMethodsOf(customerId: string): Promise<StripeAnswer<PaymentMethodFacts[]>> {
  const answer = await askStripe("customers.list_payment_methods", async () => {
    const params = { limit: LISTED_MAX };
    const { data } = await stripe().customers.listPaymentMethods(customerId, params, PAGE_READ);
    return data.map(fromStripePaymentMethod);
  });
  return answer.ok || !isMissing(answer.trouble) ? answer : { ok: true, value: [] };
}

/**
 * Takes a payment method from its customer for good. One that was taken before is as good, which is why each try may
 * have a key of its own: Stripe keeps an answer of 500 under a key for a day.
 */
export async function detachPaymentMethod(id: string, cause: string): Promise<StripeAnswer<string>> {
  const answer = await askStripe("payment_methods.detach", async () => {
    const options = { idempotencyKey: `${cause}:${id}:detach` };
    return (await stripe().paymentMethods.detach(id, {}, options)).id;
  });
  return answer.ok || answer.trouble.kind !== "refused" ? answer : { ok: true, value: id };
}

export function fromStripePaymentMethod(method: Stripe.PaymentMethod): PaymentMethodFacts {
  const { id, type, card, created } = method;
  return {
    id,
    type,
    card: card ? fromStripeCard(card) : null,
    label: labelOf(method),
    createdAt: toDate(created),
  };
}

export function fromStripeCard(card: {
  brand: string;
  last4: string;
  exp_month: number;
  exp_year: number;
  fingerprint?: string | null;
  wallet?: { type: string } | null;
}): CardFacts {
  return {
    brand: card.brand,
    last4: card.last4,
    expMonth: card.exp_month,
    expYear: card.exp_year,
    fingerprint: card.fingerprint ?? null,
    wallet: card.wallet?.type ?? null,
  };
}

function labelOf({ link, paypal, us_bank_account, sepa_debit }: Stripe.PaymentMethod): string | null {
  const digits = us_bank_account?.last4 ?? sepa_debit?.last4;
  return link?.email ?? paypal?.payer_email ?? (digits ? `•••• ${digits}` : null);
}
