import { sql } from "@/db/client";
import { isId } from "@/lib/platform/ids";
import { type OrderRow, orderColumns } from "./order-row";

/** An order of this wallet. Null for another wallet's order, an unknown id and a text that is no id alike. */
export async function findOrder(walletId: string, orderId: string): Promise<OrderRow | null> {
  if (!isId(orderId)) return null;
  const [order] = await sql()<OrderRow[]>`
    select ${orderColumns(sql())} from orders where wallet_id = ${walletId} and id = ${orderId}`;
  return order ?? null;
}
