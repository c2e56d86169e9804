import { sql } from "@/db/client";
import { isId } from "@/lib/platform/ids";
import { orderColumns } from "./order-row";
import { type OrderWithReceipt, toOrderView } from "./to-order-view";
import type { OrderView } from "./views";

/** The select of an `OrderWithReceipt`; the caller adds which orders. */
export function orderWithReceipt() {
  return sql()`
    select ${orderColumns(sql())}, orders.paid_at as "paidAt", orders.canceled_at as "canceledAt",
           payments.payment_method_type as "paymentMethodType", payments.card_brand as "cardBrand",
           payments.card_last4 as "cardLast4", coalesce(credit_grants.id, plan_grants.id) as "grantId",
           coalesce(credit_grants.created_at, plan_grants.created_at) as "grantedAt",
           coalesce(credit_grants.expires_at, plan_grants.expires_at) as "grantExpiresAt"
    from orders
    left join payments on payments.wallet_id = orders.wallet_id and payments.order_id = orders.id
    left join credit_grants on credit_grants.wallet_id = orders.wallet_id
      and credit_grants.source_key = 'pi:' || payments.stripe_payment_intent_id
    left join lateral (
      select grants.id, grants.created_at, grants.expires_at
      from paid_invoice_lines lines
      join credit_grants grants on grants.wallet_id = lines.wallet_id
        and grants.source_key = 'invoice:' || lines.stripe_invoice_id || ':' || lines.stripe_line_id
      where lines.wallet_id = orders.wallet_id and lines.stripe_invoice_id = orders.stripe_invoice_id
      order by grants.created_at, grants.id limit 1) plan_grants on true`;
}

/** An order of this wallet for its page. Null for another wallet's, an unknown and a malformed id alike. */
export async function getOrderView(walletId: string, orderId: string): Promise<OrderView | null> {
  if (!isId(orderId)) return null;
  const [order] = await sql()<OrderWithReceipt[]>`
    ${orderWithReceipt()} where orders.wallet_id = ${walletId} and orders.id = ${orderId}`;
  return order ? toOrderView(order) : null;
}
