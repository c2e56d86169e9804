import { type Sql, sql } from "@/db/client";
import { isId } from "@/lib/platform/ids";
import type { PaymentIntentFacts, SettlementFacts } from "@/lib/stripe/payment-intent-facts";

/** What an object of Stripe says of whose money it is. */
export type Claim = Pick<PaymentIntentFacts, "id" | "customerId" | "walletId" | "orderId">;

/** What is stored of what the money brought; all null until Stripe has booked it. */
export type StoredSettlement = { [Field in keyof SettlementFacts]: SettlementFacts[Field] | null };

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

/** An invoice of ours that the PaymentIntent paid. */
export type PaidInvoiceRow = { id: string; walletId: string; paidAt: Date; settled: StoredSettlement };

/** What our rows know of a PaymentIntent: what it is in our books, and who it could be of. */
export type Known = {
  payment: PaymentRow | null;
  invoice: PaidInvoiceRow | null;
  customerWalletId: string | null;
  order: KnownOrder | null;
};

/** `paymentIntentId` is the one that pays it; others that name it are idle. */
type KnownOrder = {
  id: string;
  walletId: string;
  status: string;
  mirrored: string | null;
  paymentIntentId: string | null;
};

/** The wallet and the order that metadata name, when they have the shape of ours. */
export function namedBy({ walletId, orderId }: Claim): { walletId: string; orderId: string } | null {
  return walletId && orderId && isId(walletId) && isId(orderId) ? { walletId, orderId } : null;
}

/** Whose money it is, by our books, by the order that it names or by its customer; null when it is nobody's we know. */
export function walletOf({ payment, invoice, order, customerWalletId }: Known): string | null {
  return payment?.walletId ?? invoice?.walletId ?? order?.walletId ?? customerWalletId;
}

/** What we know of each of these PaymentIntents, in their order, in three questions to the database. */
export async function findKnown(claims: readonly Claim[]): Promise<Known[]> {
  const ids = claims.map(({ id }) => id);
  const [payments, invoices, owners] = await Promise.all([
    findPayments(ids),
    findPaidInvoices(ids),
    findOwners(claims),
  ]);
  return claims.map(({ id }) => ({
    payment: payments.get(id) ?? null,
    invoice: invoices.get(id) ?? null,
    ...(owners.get(id) ?? { customerWalletId: null, order: null }),
  }));
}

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

async function findPaidInvoices(ids: readonly string[]): Promise<ReadonlyMap<string, PaidInvoiceRow>> {
  const query = sql();
  const rows = await query<(PaidInvoiceRow & { paymentIntentId: string })[]>`
    select stripe_payment_intent_id as "paymentIntentId", stripe_invoice_id as id, wallet_id as "walletId",
      paid_at as "paidAt", ${settledColumns(query, "paid_invoices")} as settled
    from paid_invoices where stripe_payment_intent_id = any(${[...ids]})`;
  return new Map(rows.map(({ paymentIntentId, ...row }) => [paymentIntentId, row]));
}

/** The columns of a settlement as one JSON value. */
function settledColumns(query: Sql, table: "payments" | "paid_invoices") {
  const of = query(table);
  return query`jsonb_build_object('balanceTransactionId', ${of}.stripe_balance_transaction_id,
    'currency', ${of}.settlement_currency, 'amountMinor', ${of}.settlement_amount_minor,
    'feeMinor', ${of}.settlement_fee_minor, 'exchangeRate', ${of}.stripe_exchange_rate)`;
}

type Owner = Pick<Known, "customerWalletId" | "order">;
type OwnerRow = {
  id: string;
  customerWalletId: string | null;
  orderId: string | null;
  orderWalletId: string;
  orderStatus: string;
  mirrored: string | null;
  paymentIntentId: string | null;
};

async function findOwners(claims: readonly Claim[]): Promise<ReadonlyMap<string, Owner>> {
  const named = claims.map(namedBy);
  const rows = await sql()<OwnerRow[]>`
    select asked.id, customers.id as "customerWalletId", orders.id as "orderId",
      orders.wallet_id as "orderWalletId", orders.status as "orderStatus",
      orders.stripe_payment_intent_status as mirrored, orders.stripe_payment_intent_id as "paymentIntentId"
    from unnest(${claims.map(({ id }) => id)}::text[], ${claims.map(({ customerId }) => customerId)}::text[],
      ${named.map((one) => one?.walletId ?? null)}::uuid[], ${named.map((one) => one?.orderId ?? null)}::uuid[])
      asked (id, customer_id, wallet_id, order_id)
    left join wallets customers on customers.stripe_customer_id = asked.customer_id
    left join orders on orders.wallet_id = asked.wallet_id and orders.id = asked.order_id`;
  return new Map(rows.map((row) => [row.id, toOwner(row)]));
}

function toOwner({ customerWalletId, orderId, orderWalletId, orderStatus, ...payment }: OwnerRow): Owner {
  if (!orderId) return { customerWalletId, order: null };
  const { mirrored, paymentIntentId } = payment;
  const order = { id: orderId, walletId: orderWalletId, status: orderStatus, mirrored, paymentIntentId };
  return { customerWalletId, order };
}
