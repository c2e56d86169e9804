import { sql } from "@/db/client";
import { ensureCustomer } from "@/lib/customers/ensure-customer";
import { nowMs } from "@/lib/platform/clock";
import { KEY_SAFE_MS } from "@/lib/stripe/key-safe";
import {
  findSubscriptionOfOrder,
  retrieveStarted,
  type StartedSubscription,
  type SubscriptionRequest,
  startSubscription,
} from "@/lib/stripe/start-subscription";
import type { StripeAnswer } from "@/lib/stripe/trouble";
import type { PlanOrder } from "./order-row";

type Begun = StripeAnswer<StartedSubscription>;

/**
 * The order's one subscription as Stripe has it now: the stored one, or the one that an earlier try made and could not
 * store, or a new one. Its id is on the order before anything is confirmed. Nothing is charged by it.
 */
export async function beginSubscription(order: PlanOrder, paymentMethodId: string | null): Promise<Begun> {
  if (order.stripeSubscriptionId) return retrieveStarted(order.stripeSubscriptionId);
  const customer = await ensureCustomer(order.walletId);
  if (!customer.ok) return customer;
  const begun = await findOrStart(order, toRequest(order, customer.value, paymentMethodId));
  return begun.ok ? store(order, begun.value) : begun;
}

function toRequest(
  order: PlanOrder,
  customerId: string,
  paymentMethodId: string | null,
): SubscriptionRequest {
  return {
    orderId: order.id,
    walletId: order.walletId,
    revision: order.revision,
    customerId,
    priceId: order.stripePriceId,
    promotionCodeId: order.discount?.stripePromotionCodeId ?? null,
    trialDays: order.trialDays,
    paymentMethodId,
  };
}

async function findOrStart(order: PlanOrder, request: SubscriptionRequest): Promise<Begun> {
  if (nowMs() - order.createdAt.getTime() > KEY_SAFE_MS) return findElseStart(request);
  const started = await startSubscription(request);
  if (started.ok) return started;
  const { trouble } = started;
  // Stripe keeps an answer of 500 under the key and gives it for a day: look what became of it.
  if (trouble.kind === "unavailable" && trouble.replayed) return findElseStart(request);
  if (trouble.kind !== "refused" || trouble.param !== "customer") return started;
  const customer = await ensureCustomer(order.walletId, request.customerId);
  return customer.ok ? startSubscription({ ...request, customerId: customer.value }, true) : customer;
}

async function findElseStart(request: SubscriptionRequest): Promise<Begun> {
  const found = await findSubscriptionOfOrder(request.customerId, request);
  if (!found.ok) return found;
  return found.value ? { ok: true, value: found.value } : startSubscription(request, true);
}

/** Writes the id where none is; an event may have told the order already, and then it is the same one. */
async function store(order: PlanOrder, begun: StartedSubscription): Promise<Begun> {
  const [row] = await sql()<{ id: string }[]>`
    update orders set
      stripe_subscription_id = coalesce(stripe_subscription_id, ${begun.id}),
      stripe_payment_intent_id = ${begun.paymentIntentId}
    where wallet_id = ${order.walletId} and id = ${order.id}
    returning stripe_subscription_id as id`;
  if (!row || row.id === begun.id) return { ok: true, value: begun };
  return retrieveStarted(row.id);
}
