import type { Tx } from "@/db/client";
import type { OrderDiscount } from "@/db/schema/orders";
import { inTransaction } from "@/db/transaction";
import { isCurrency } from "@/lib/catalog/currencies";
import { findPlan, isPlanInterval, monthsOf, type Plan } from "@/lib/catalog/plans";
import { now } from "@/lib/platform/clock";
import { env } from "@/lib/platform/env";
import { newId } from "@/lib/platform/ids";
import { type Result, refuse } from "@/lib/platform/result";
import { findPlanPrice } from "@/lib/subscriptions/find-plan-price";
import { hasPlan } from "@/lib/subscriptions/find-subscription";
import type { PlanTerms } from "@/lib/subscriptions/plan-terms";
import { amountsOfPlan } from "./amounts-of-plan";
import { applyPromotionCode } from "./apply-promotion-code";
import { findDiscount } from "./find-discount";
import { cancelOrdersOfOtherMode, hasTooManyOpenOrders } from "./open-orders";
import type { CreatePlanOrderRefusal } from "./refusals";
import { mayHaveTrial } from "./trial-marks";

/** What is ordered, as it comes from a form: everything is checked here. */
export type CreatePlanOrderRequest = {
  walletId: string;
  planId: string;
  interval: string;
  currency: string;
  promotionCode?: string | null;
};

type Created = Result<{ orderId: string; created: boolean }, CreatePlanOrderRefusal>;
type Wanted = { walletId: string; plan: Plan; terms: PlanTerms; discount: OrderDiscount | null };

/**
 * Makes an order of one plan, or finds this wallet's open order of the same at the same price, so that a second click,
 * a refresh and a second tab are one order. The price is the one that Stripe sells now under the plan's lookup key;
 * it, the trial, the discount, and what is due now and next are fixed from here on. Nothing is begun at Stripe yet.
 * Refusals in the order of `CreatePlanOrderRefusal`.
 */
export async function createPlanOrder(request: CreatePlanOrderRequest): Promise<Created> {
  const plan = findPlan(request.planId);
  if (!plan) return refuse("unknown_plan");
  const { walletId, interval, currency } = request;
  if (!isPlanInterval(interval)) return refuse("unknown_interval");
  if (!isCurrency(currency)) return refuse("unknown_currency");
  if (await hasPlan(walletId)) return refuse("plan_already_live");
  const price = await findPlanPrice(plan.id, interval, currency);
  if (!price.ok) return refuse("stripe_unavailable");
  const code = request.promotionCode?.trim() || null;
  const found = code ? await findDiscount(code, wish(walletId, price.value)) : null;
  if (found && !found.ok) return found;
  const wanted = { walletId, plan, terms: price.value, discount: found?.discount ?? null };
  const made = await inTransaction((tx) => findOrInsert(tx, wanted));
  if (!made.ok || made.created || !code) return made;
  const applied = await applyPromotionCode({ walletId, orderId: made.orderId, code });
  if (applied.ok) return made;
  // Whatever took the order away meanwhile, asking again makes a new one.
  return refuse(isOfOrder(applied.refusal) ? "payment_in_progress" : applied.refusal);
}

type OfOrder = "order_not_found" | "order_already_paid" | "order_canceled" | "order_parked";

function isOfOrder(refusal: string): refusal is OfOrder {
  return refusal.startsWith("order_");
}

function wish(walletId: string, { productId, amountMinor, currency }: PlanTerms) {
  return { walletId, productId, amountMinor, currency };
}

async function findOrInsert(tx: Tx, wanted: Wanted): Promise<Created> {
  await cancelOrdersOfOtherMode(tx, wanted.walletId);
  const open = await findOpenOrder(tx, wanted);
  if (open) return { ok: true, orderId: open, created: false };
  if (await hasTooManyOpenOrders(tx, wanted.walletId)) return refuse("too_many_open_orders");
  return insertOrder(tx, wanted);
}

/**
 * An open order at the same price. One at a price of the same amount that is off sale now is over, unless its
 * subscription was begun while the price was sold.
 */
async function findOpenOrder(tx: Tx, { walletId, plan, terms }: Wanted): Promise<string | null> {
  const [open] = await tx<{ id: string; isStale: boolean }[]>`
    select id, stripe_price_id <> ${terms.priceId} and stripe_subscription_id is null as "isStale"
    from orders
    where wallet_id = ${walletId} and status = 'open' and kind = 'plan' and item = ${plan.id}
      and currency = ${terms.currency} and amount_minor = ${terms.amountMinor} and credits = ${terms.credits}`;
  if (!open?.isStale) return open?.id ?? null;
  await tx`
    update orders set status = 'canceled', canceled_at = ${now()}, updated_at = ${now()}
    where wallet_id = ${walletId} and id = ${open.id}`;
  return null;
}

/** Inserts the order, or answers the one that another request inserted at the same moment, as for packs. */
async function insertOrder(tx: Tx, wanted: Wanted): Promise<Created> {
  const row = await rowOf(tx, wanted);
  const [stored] = await tx<{ id: string }[]>`
    insert into orders ${tx(row)}
    on conflict (wallet_id, kind, item, currency, amount_minor, credits) where status = 'open'
      do update set updated_at = orders.updated_at
    returning id`;
  if (!stored) throw new Error(`order_missing: neither inserted nor found for wallet ${wanted.walletId}`);
  return { ok: true, orderId: stored.id, created: stored.id === row.id };
}

async function rowOf(tx: Tx, { walletId, plan, terms, discount }: Wanted) {
  const hasTrial = plan.trialDays > 0 && (await mayHaveTrial(tx, walletId));
  const trialDays = hasTrial ? plan.trialDays : 0;
  const { interval, amountMinor } = terms;
  const { dueMinor, renewalMinor } = amountsOfPlan({ amountMinor, interval, trialDays, discount });
  return {
    ...{ wallet_id: walletId, id: newId(), kind: "plan", item: plan.id, interval, currency: terms.currency },
    ...{ amount_minor: amountMinor, credits: terms.credits, validity_months: monthsOf(interval) },
    ...{ stripe_price_id: terms.priceId, trial_days: trialDays, due_minor: dueMinor },
    trial_credits: hasTrial ? terms.trialCredits : 0,
    renewal_minor: renewalMinor,
    discount: discount && tx.json(discount),
    livemode: env().stripe.livemode,
    created_at: now(),
    updated_at: now(),
  };
}
