import type { Tx } from "@/db/client";
import { now } from "@/lib/platform/clock";
import { env } from "@/lib/platform/env";

/** More than a person can mean; fewer than a script would make. */
const OPEN_ORDERS_MAX = 20;

/** An order from before the switch to live keys has things at Stripe that live keys cannot see. */
export async function cancelOrdersOfOtherMode(tx: Tx, walletId: string): Promise<void> {
  await tx`
    update orders set status = 'canceled', canceled_at = ${now()}, updated_at = ${now()}
    where wallet_id = ${walletId} and status = 'open' and livemode <> ${env().stripe.livemode}`;
}

export async function hasTooManyOpenOrders(tx: Tx, walletId: string): Promise<boolean> {
  const [row] = await tx<{ open: number }[]>`
    select count(*)::int as open from orders where wallet_id = ${walletId} and status = 'open'`;
  return (row?.open ?? 0) >= OPEN_ORDERS_MAX;
}
