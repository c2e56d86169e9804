import { type Sql, sql } from "@/db/client";
import { isId } from "@/lib/platform/ids";
import type { PaymentIntentFacts, SettlementFacts } from "@/lib/stripe/payment-intent-facts";

/** Our payment of a PaymentIntent, with what the ledger granted for it. Money in minor units. */
export type PaymentRow = {
  id: string;
  walletId: string;
  status: "succeeded" | "parked";
  currency: string;
  amountMinor: number;
  credits: number;
  granted: number;
  paidAt: Date;
  settled: StoredSettlement;
};

/** What is stored of what the money brought; all null until Stripe has booked it. */
export type StoredSettlement = { [Field in keyof SettlementFacts]: SettlementFacts[Field] | null };

/** What our rows know of a PaymentIntent: its payment, the invoice it paid, and who it could be of. */
export type Known = {
  payment: PaymentRow | null;
  invoiceId: string | null;
  /** The wallet of its customer, and whether the wallet and the order are here that it names. */
  customerWalletId: string | null;
  namesWallet: boolean;
  order: { id: string; walletId: string; status: string; mirrored: string | null } | null;
};

/** The wallet and the order that the metadata of a PaymentIntent name, when they have the shape of ours. */
export function namedBy({
  walletId,
  orderId,
}: PaymentIntentFacts): { walletId: string; orderId: string } | null {
  return walletId && orderId && isId(walletId) && isId(orderId) ? { walletId, orderId } : null;
}

/** What we know of each of these PaymentIntents, in their order, in two questions to the database. */
export async function findKnown(intents: readonly PaymentIntentFacts[]): Promise<Known[]> {
  const [payments, claims] = await Promise.all([
    findPayments(intents.map(({ id }) => id)),
    findClaims(intents),
  ]);
  return intents.map(({ id }) => ({ payment: payments.get(id) ?? null, ...(claims.get(id) ?? NOBODY) }));
}

const NOBODY = { invoiceId: null, customerWalletId: null, namesWallet: false, order: null };

async function findPayments(ids: readonly string[]): Promise<ReadonlyMap<string, PaymentRow>> {
  const query = sql();
  const rows = await query<PaymentRow[]>`
    select payments.stripe_payment_intent_id as id, payments.wallet_id as "walletId", payments.status,
      payments.currency, payments.amount_minor as "amountMinor", payments.credits,
      coalesce(grants.amount, 0) as granted, payments.paid_at as "paidAt",
      ${settledColumns(query, "payments")} as settled
    from payments
    left join credit_grants grants on grants.wallet_id = payments.wallet_id
      and grants.source_key = 'pi:' || payments.stripe_payment_intent_id
    where payments.stripe_payment_intent_id = any(${[...ids]})`;
  return new Map(rows.map((row) => [row.id, row]));
}

/** The columns of a settlement as one JSON value, of `payments` or of `paid_invoices`. */
export function settledColumns(query: Sql, table: "payments" | "paid_invoices") {
  const of = query(table);
  return query`jsonb_build_object('balanceTransactionId', ${of}.stripe_balance_transaction_id,
    'currency', ${of}.settlement_currency, 'amountMinor', ${of}.settlement_amount_minor,
    'feeMinor', ${of}.settlement_fee_minor, 'exchangeRate', ${of}.stripe_exchange_rate)`;
}

type ClaimRow = Omit<Known, "payment" | "order"> & {
  id: string;
  orderId: string | null;
  orderWalletId: string | null;
  orderStatus: string | null;
  mirrored: string | null;
};

async function findClaims(
  intents: readonly PaymentIntentFacts[],
): Promise<ReadonlyMap<string, Omit<Known, "payment">>> {
  const rows = await sql()<ClaimRow[]>`
    select asked.id, invoices.stripe_invoice_id as "invoiceId", customers.id as "customerWalletId",
      named.id is not null as "namesWallet", orders.id as "orderId", orders.wallet_id as "orderWalletId",
      orders.status as "orderStatus", orders.stripe_payment_intent_status as mirrored
    from unnest(${intents.map(({ id }) => id)}::text[], ${intents.map(({ customerId }) => customerId)}::text[],
      ${intents.map((one) => namedBy(one)?.walletId ?? null)}::uuid[],
      ${intents.map((one) => namedBy(one)?.orderId ?? null)}::uuid[])
      asked (id, customer_id, wallet_id, order_id)
    left join paid_invoices invoices on invoices.stripe_payment_intent_id = asked.id
    left join wallets customers on customers.stripe_customer_id = asked.customer_id
    left join wallets named on named.id = asked.wallet_id
    left join orders on orders.wallet_id = asked.wallet_id and orders.id = asked.order_id`;
  return new Map(rows.map((row) => [row.id, toClaims(row)]));
}

function toClaims({ invoiceId, customerWalletId, namesWallet, ...order }: ClaimRow): Omit<Known, "payment"> {
  const { orderId, orderWalletId, orderStatus, mirrored } = order;
  const isHere = orderId !== null && orderWalletId !== null && orderStatus !== null;
  return {
    ...{ invoiceId, customerWalletId, namesWallet },
    order: isHere ? { id: orderId, walletId: orderWalletId, status: orderStatus, mirrored } : null,
  };
}
