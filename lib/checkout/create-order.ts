import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/transaction";
import { type Currency, isCurrency } from "@/lib/catalog/currencies";
import { findPack, type Pack } from "@/lib/catalog/packs";
import { now } from "@/lib/platform/clock";
import { env } from "@/lib/platform/env";
import { newId } from "@/lib/platform/ids";
import { type Result, refuse } from "@/lib/platform/result";
import { cancelOrdersOfOtherMode, hasTooManyOpenOrders } from "./open-orders";
import type { CreateOrderRefusal } from "./refusals";

/** What is ordered, as it comes from a form: the pack and currency are checked here. */
export type CreateOrderRequest = { walletId: string; packId: string; currency: string };

/**
 * Makes an order of one pack, or finds this wallet's open order of the same pack at the same price, so that a
 * second click, a refresh and a second tab are one order. Amount, credits and validity are the catalog's and are
 * fixed from here on. Refusals: `unknown_pack`, `unknown_currency`, `too_many_open_orders`.
 */
export async function createOrder(
  request: CreateOrderRequest,
): Promise<Result<{ orderId: string; reused: boolean }, CreateOrderRefusal>> {
  const pack = findPack(request.packId);
  if (!pack) return refuse("unknown_pack");
  const { walletId, currency } = request;
  if (!isCurrency(currency)) return refuse("unknown_currency");
  return inTransaction(async (tx) => {
    await cancelOrdersOfOtherMode(tx, walletId);
    const open = await findOpenOrder(tx, walletId, pack, currency);
    if (open) return { ok: true, orderId: open, reused: true };
    if (await hasTooManyOpenOrders(tx, walletId)) return refuse("too_many_open_orders");
    return insertOrder(tx, walletId, pack, currency);
  });
}

async function findOpenOrder(tx: Tx, walletId: string, pack: Pack, currency: Currency) {
  const [open] = await tx<{ id: string }[]>`
    select id from orders
    where wallet_id = ${walletId} and status = 'open' and kind = 'pack' and item = ${pack.id}
      and currency = ${currency} and amount_minor = ${pack.prices[currency]} and credits = ${pack.credits}`;
  return open?.id ?? null;
}

/**
 * Inserts the order, or answers the one that another request inserted at the same moment. The insert waits for
 * that request's commit; the update to itself makes the winner's row come back from the same statement.
 */
async function insertOrder(tx: Tx, walletId: string, pack: Pack, currency: Currency) {
  const id = newId();
  const at = now();
  const [row] = await tx<{ id: string }[]>`
    insert into orders (wallet_id, id, kind, item, currency, amount_minor, credits, validity_months, livemode,
                        created_at, updated_at)
    values (${walletId}, ${id}, 'pack', ${pack.id}, ${currency}, ${pack.prices[currency]}, ${pack.credits},
            ${pack.validityMonths}, ${env().stripe.livemode}, ${at}, ${at})
    on conflict (wallet_id, kind, item, currency, amount_minor, credits) where status = 'open'
      do update set updated_at = orders.updated_at
    returning id`;
  if (!row) throw new Error(`order_missing: neither inserted nor found for wallet ${walletId}`);
  return { ok: true, orderId: row.id, reused: row.id !== id } as const;
}
