import type { PendingQuery, Row } from "postgres";
import type { Sql, Tx } from "@/db/client";
import { findPackOfPrice } from "@/lib/catalog/find-pack-of-price";
import type { Pack } from "@/lib/catalog/packs";
import { lockOfPlainWallet, partsOfPlainGrant } from "@/lib/ledger/grant-parts";
import { addMonths } from "@/lib/platform/add-months";
import { now } from "@/lib/platform/clock";
import { isId } from "@/lib/platform/ids";
import type { PaymentIntentFacts } from "@/lib/stripe/payment-intent-facts";
import { insertOfPayment } from "./insert-payment";
import { type Place, settleTogether } from "./settle-together";
import type { Settlement } from "./settlement";

/** Another part of the statement, such as the event that told of the money; written if and only if it settles. */
type AlsoWrite = (query: Sql | Tx, sentence: string, cause: string) => PendingQuery<Row[]>;

type Plain = { walletId: string; orderId: string; pack: Pack; expiresAt: Date };

/**
 * `settlePayment` for the plain case, in one statement and so one round trip: money that is exactly what an order
 * of the present catalog asks for, in a wallet without debt. Null, with nothing written, in every other case, also
 * when the payment was settled before; then `settlePayment` decides. It writes the same rows, and the same keys
 * stop it from doing so twice: if any of them is there, the statement fails whole. Several of one moment share a
 * transaction (`settleTogether`).
 *
 * Why it exists: each round trip costs a server process more than the work it carries, and this is the one thing
 * that every payment needs.
 */
export async function settleAtOnce(
  money: PaymentIntentFacts,
  paidAt: Date,
  alsoWrite: AlsoWrite,
): Promise<Settlement | null> {
  const plain = findPlainCase(money, paidAt);
  if (!plain) return null;
  return settleTogether(plain.walletId, (place) => write(plain, { money, paidAt, alsoWrite }, place));
}

type Told = { money: PaymentIntentFacts; paidAt: Date; alsoWrite: AlsoWrite };

async function write(
  plain: Plain,
  { money, paidAt, alsoWrite }: Told,
  { query, mayWait }: Place,
): Promise<Settlement | null> {
  const { walletId, orderId, pack } = plain;
  const at = now();
  const sentence = `${pack.credits} credits for order ${orderId}`;
  const row = { walletId, orderId, origin: "order", credits: pack.credits, parkedReason: null } as const;
  const [settled] = await query`
    with wallet as materialized (${lockOfPlainWallet(query, walletId, at)} ${patience(query, mayWait)}),
    payable as materialized (${lockOfPayableOrder(query, plain, money)} ${patience(query, mayWait)}),
    payment as (${insertOfPayment(query, money, paidAt, row, "payable")}),
    paid as (
      update orders set status = 'paid', paid_at = ${paidAt}::timestamptz, stripe_payment_intent_id = ${money.id},
        stripe_payment_intent_status = 'succeeded', last_refusal = null, claimed_until = null,
        updated_at = ${at}::timestamptz
      from payable where orders.wallet_id = payable.wallet_id and orders.id = payable.id),
    ${partsOfPlainGrant(query, toGrant(plain, money), at, "payable")},
    also as (${alsoWrite(query, sentence, "payable")})
    select 1 from payable`;
  return settled ? { kind: "granted", sentence } : null;
}

/** What follows a lock: nothing, or that a row which somebody else has locked counts as not plain. */
function patience(query: Sql | Tx, mayWait: boolean) {
  return mayWait ? query`` : query`skip locked`;
}

/** What the money claims to pay for, if that can be a plain case; the statement checks the claim. */
function findPlainCase(money: PaymentIntentFacts, paidAt: Date): Plain | null {
  const { walletId, orderId, amountMinor, amountReceivedMinor, currency } = money;
  if (!walletId || !orderId || !isId(walletId) || !isId(orderId)) return null;
  const pack = findPackOfPrice(amountMinor, currency);
  if (!pack || money.status !== "succeeded" || amountMinor !== amountReceivedMinor) return null;
  const expiresAt = addMonths(paidAt, pack.validityMonths);
  return expiresAt > now() ? { walletId, orderId, pack, expiresAt } : null;
}

/** The order, under its lock, if the money is exactly what it asks for (the questions of `findDifference`). */
function lockOfPayableOrder(query: Sql | Tx, { orderId, pack }: Plain, money: PaymentIntentFacts) {
  return query`
    select orders.wallet_id, orders.id, wallet.version from orders join wallet on wallet.id = orders.wallet_id
    where orders.id = ${orderId}::uuid and orders.status in ('open', 'processing', 'canceled')
      and orders.amount_minor = ${money.amountReceivedMinor}::bigint and orders.currency = ${money.currency}
      and orders.credits = ${pack.credits}::bigint and orders.validity_months = ${pack.validityMonths}::int
      and orders.livemode = ${money.livemode}::boolean
      and (orders.stripe_payment_intent_id is null or orders.stripe_payment_intent_id = ${money.id})
      and (wallet.stripe_customer_id is null or ${money.customerId}::text is null
           or wallet.stripe_customer_id = ${money.customerId}::text)
    for update of orders`;
}

function toGrant({ walletId, orderId, pack, expiresAt }: Plain, money: PaymentIntentFacts) {
  return {
    ...({ walletId, source: "pack", sourceKey: `pi:${money.id}`, stripePaymentIntentId: money.id } as const),
    ...{ credits: pack.credits, expiresAt, reference: orderId },
  };
}
