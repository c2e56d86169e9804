import { sql, type Tx } from "@/db/client";
import { inTransaction } from "@/db/transaction";
import { now, nowMs } from "@/lib/platform/clock";
import { isId } from "@/lib/platform/ids";
import { log } from "@/lib/platform/log";
import { type Result, refuse } from "@/lib/platform/result";
import { findOrder } from "./find-order";
import { type OrderRow, orderColumns } from "./order-row";

/** Longer than the slowest single step with Stripe; a payer that died stands in the way for no longer. */
const CLAIM_MS = 60_000;

/** Why nobody can work on an order now, in the order in which the rules are checked. */
export type ClaimRefusal =
  | "order_not_found"
  | "order_already_paid"
  | "order_canceled"
  | "order_parked"
  | "payment_in_progress";

/** An order that only we may pay or cancel until `claimedUntil`, which is also how the claim is recognised. */
export type ClaimedOrder = OrderRow & { claimedUntil: Date };

/**
 * Takes an open order for one payer. Of two that come at once, one gets it and the other is told
 * `payment_in_progress`; so two tabs cannot confirm two cards, whatever they send. Of a wallet's orders of plans only
 * one can be taken at a time, whichever plans they are for: so two tabs cannot start two plans either.
 */
export async function claimOrder(
  walletId: string,
  orderId: string,
): Promise<Result<{ order: ClaimedOrder }, ClaimRefusal>> {
  if (!isId(orderId)) return refuse("order_not_found");
  const [claimed] = await sql()<ClaimedOrder[]>`
    update orders set claimed_until = ${new Date(nowMs() + CLAIM_MS)}, updated_at = ${now()}
    where wallet_id = ${walletId} and id = ${orderId} and status = 'open' and kind = 'pack'
      and (claimed_until is null or claimed_until <= ${now()})
    returning ${orderColumns(sql())}`;
  const order = claimed ?? (await inTransaction((tx) => claimPlanOrder(tx, walletId, orderId)));
  return order ? { ok: true, order } : refuse(await whyNot(walletId, orderId));
}

/**
 * Who comes second waits at the wallet's lock, and then sees the claim of the first. Of a closed wallet nothing is
 * begun any more, also not by an event that tells of a card check from before.
 */
async function claimPlanOrder(tx: Tx, walletId: string, orderId: string): Promise<ClaimedOrder | null> {
  const [wallet] = await tx`select 1 from wallets where id = ${walletId} and closed_at is null for update`;
  if (!wallet) return null;
  const [claimed] = await tx<ClaimedOrder[]>`
    update orders set claimed_until = ${new Date(nowMs() + CLAIM_MS)}, updated_at = ${now()}
    where wallet_id = ${walletId} and id = ${orderId} and status = 'open' and kind = 'plan'
      and not exists (
        select 1 from orders other where other.wallet_id = ${walletId} and other.kind = 'plan'
          and other.status = 'open' and other.claimed_until > ${now()})
    returning ${orderColumns(tx)}`;
  return claimed ?? null;
}

async function whyNot(walletId: string, orderId: string): Promise<ClaimRefusal> {
  const order = await findOrder(walletId, orderId);
  if (!order) return "order_not_found";
  if (order.status === "paid") return "order_already_paid";
  if (order.status === "canceled") return "order_canceled";
  if (order.status === "parked") return "order_parked";
  return "payment_in_progress";
}

/**
 * Counts a try to pay and gives it the claim's full time, so that it cannot end while Stripe confirms. Null when
 * the claim was lost meanwhile: then somebody else is paying.
 */
export async function startAttempt(order: ClaimedOrder, windowMs: number): Promise<ClaimedOrder | null> {
  const windowStart = new Date(nowMs() - windowMs);
  const [renewed] = await sql()<ClaimedOrder[]>`
    update orders set claimed_until = ${new Date(nowMs() + CLAIM_MS)}, updated_at = ${now()},
      attempts = case when submitted_at > ${windowStart} then attempts + 1 else 1 end,
      submitted_at = case when submitted_at > ${windowStart} then submitted_at else ${now()} end
    where wallet_id = ${order.walletId} and id = ${order.id} and status = 'open'
      and claimed_until = ${order.claimedUntil}
    returning ${orderColumns(sql())}`;
  return renewed ?? null;
}

/** Gives the order back. A claim that is no longer ours is left alone; one that cannot be given back lapses. */
export async function releaseOrder(order: ClaimedOrder): Promise<void> {
  try {
    await sql()`
      update orders set claimed_until = null
      where wallet_id = ${order.walletId} and id = ${order.id} and claimed_until = ${order.claimedUntil}`;
  } catch (error) {
    log.warn({ orderId: order.id, err: error }, "claim of an order was not released; it lapses by itself");
  }
}
