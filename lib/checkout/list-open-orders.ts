import { sql } from "@/db/client";
import { orderWithReceipt } from "./get-order-view";
import { type OrderWithReceipt, toOrderView } from "./to-order-view";
import type { OrderView } from "./views";

const ORDERS_MAX = 50;

/** The orders of this wallet that can still be paid or are under way, newest first. */
export async function listOpenOrders(walletId: string): Promise<OrderView[]> {
  const orders = await sql()<OrderWithReceipt[]>`
    ${orderWithReceipt()}
    where orders.wallet_id = ${walletId} and orders.status in ('open', 'processing')
    order by orders.created_at desc limit ${ORDERS_MAX}`;
  return orders.map(toOrderView);
}
