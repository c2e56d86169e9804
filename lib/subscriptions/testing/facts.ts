import { sql } from "@/db/client";
import { newWallet } from "@/lib/checkout/testing";
import { newId } from "@/lib/platform/ids";
import type { InvoiceFacts, InvoiceLineFacts } from "@/lib/stripe/invoice-facts";
import type { PriceFacts } from "@/lib/stripe/price-facts";
import type { SubscriptionFacts } from "@/lib/stripe/subscription-facts";
import { toPlanTerms } from "../plan-terms";
import type { InvoiceToSettle } from "../settle-invoice";

export const DAY_MS = 86_400_000;
export const MONTH_MS = 30 * DAY_MS;

/** For tests: the monthly dollar price of Pro, as it stands at Stripe. */
export const PRO: PriceFacts = {
  id: "price_pro",
  productId: "topup_plan_pro",
  active: true,
  lookupKey: "topup_pro_month_usd",
  currency: "usd",
  amountMinor: 2900,
  interval: "month",
  intervalCount: 1,
  promise: { planId: "pro", credits: 1000, rollover: "none", trialCredits: 100 },
};
export const STARTER: PriceFacts = {
  ...PRO,
  id: "price_starter",
  amountMinor: 900,
  promise: { planId: "starter", credits: 250, rollover: "none", trialCredits: 0 },
};

/** For tests: a person whose wallet pays as a Stripe customer. */
export async function newCustomer(): Promise<{ walletId: string; customerId: string }> {
  const walletId = await newWallet();
  const customerId = `cus_${newId()}`;
  await sql()`update wallets set stripe_customer_id = ${customerId} where id = ${walletId}`;
  return { walletId, customerId };
}

/** For tests: a subscription to Pro that began just now, as Stripe tells of it. */
export function subscriptionOf(
  customerId: string,
  changed: Partial<SubscriptionFacts> = {},
  start = new Date(),
): SubscriptionFacts {
  const end = new Date(start.getTime() + MONTH_MS);
  return {
    id: `sub_${newId()}`,
    status: "active",
    customerId,
    livemode: false,
    items: [{ id: "si_1", price: PRO, quantity: 1, periodStart: start, periodEnd: end }],
    trialEnd: null,
    cancelAt: null,
    canceledAt: null,
    cancelReason: null,
    endedAt: null,
    scheduleId: null,
    schedule: null,
    pendingUpdate: null,
    pause: null,
    discountIds: [],
    cancelsAtPeriodEnd: false,
    cancelFeedback: null,
    latestInvoiceId: null,
    startedAt: start,
    ...changed,
  };
}

export function lineOf(changed: Partial<InvoiceLineFacts> = {}, start = new Date()): InvoiceLineFacts {
  return {
    id: `il_${newId()}`,
    currency: "usd",
    amountMinor: 2900,
    quantity: 1,
    priceId: PRO.id,
    isProration: false,
    periodStart: start,
    periodEnd: new Date(start.getTime() + MONTH_MS),
    ...changed,
  };
}

/** For tests: a paid invoice of these lines, with the terms of the two prices there are. */
export function invoiceOf(
  customerId: string,
  lines: InvoiceLineFacts[],
  changed: Partial<InvoiceFacts> = {},
  trialEnd: Date | null = null,
): InvoiceToSettle {
  const invoice: InvoiceFacts = {
    id: `in_${newId()}`,
    status: "paid",
    billingReason: "subscription_cycle",
    customerId,
    subscriptionId: "sub_1",
    paymentIntentId: `pi_${newId()}`,
    livemode: false,
    currency: "usd",
    amountPaidMinor: 2900,
    paidAt: new Date(),
    due: {
      amountMinor: 0,
      attempts: 1,
      nextAttemptAt: null,
      since: new Date(),
      paymentIntent: null,
      triedWithId: null,
    },
    lines,
    ...changed,
  };
  const all = [PRO, STARTER].map(toPlanTerms).filter((one) => one !== null);
  return { invoice, terms: new Map(all.map((one) => [one.priceId, one])), trialEnd };
}

/** For tests: what a wallet has of a plan: its credits, its grants, and the subscriptions that are known. */
export async function planStateOf(walletId: string) {
  const [wallet] = await sql()<{ available: number; grants: number; payments: number; version: number }[]>`
    select available, subscription_version as version,
      (select count(*)::int from credit_grants where wallet_id = wallets.id) as grants,
      (select count(*)::int from payments where wallet_id = wallets.id) as payments
    from wallets where id = ${walletId}`;
  const subscriptions = await sql()<{ status: string; set_aside: string | null; plan: string }[]>`
    select status, set_aside, plan from subscriptions where wallet_id = ${walletId} order by started_at`;
  return { ...wallet, subscriptions: [...subscriptions] };
}

export function permutationsOf<Item>(items: readonly Item[]): Item[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((first, at) =>
    permutationsOf(items.filter((_, index) => index !== at)).map((rest) => [first, ...rest]),
  );
}
