import { sql } from "@/db/client";
import { fire, type Round } from "./cannon";
import { atLeast, atMost, type Figure, median, told } from "./figures";
import { makeDeliveries, makeOrders, type Order, type SignedDelivery } from "./make-deliveries";
import { hexOf, type Mix, makeMix } from "./make-mix";

const CONNECTIONS = 32;
const ROUNDS = 5;
const WARM_UP = 3_000;
const PER_ROUND = 5_000;
const RATIO_MIN = 0.6;
const P99_TIMES_MAX = 3;

/** Deliveries that each do something, and what must be in the books when all are acknowledged. */
type Load = { deliveries: SignedDelivery[]; check: () => Promise<void> };

/** Payments alone: every event is another payment of an order of its own. */
export function benchPayments(topup: string, bare: string): Promise<Figure[]> {
  return compare("credited", topup, bare, async (count) => {
    const orders = await makeOrders(count);
    return { deliveries: makeDeliveries(orders), check: () => checkPaid(orders) };
  });
}

/** With renewals and refunds among the payments, which are read at Stripe before they are believed. */
export function benchMix(topup: string, bare: string): Promise<Figure[]> {
  let paidBefore: Order[] = [];
  return compare("mixed", topup, bare, async (count) => {
    if (paidBefore.length === 0) {
      paidBefore = await makeOrders(1_000);
      await deliver(topup, "/stripe/subscription-webhook", makeDeliveries(paidBefore));
    }
    const mix = await makeMix(count, paidBefore);
    return { deliveries: mix.deliveries, check: () => checkMix(mix) };
  });
}

/**
 * Ours against a bare route that only checks signatures, in alternate rounds so that both have the same machine. Every
 * acknowledged event must have had its effect.
 */
async function compare(
  name: string,
  topup: string,
  bare: string,
  make: (count: number) => Promise<Load>,
): Promise<Figure[]> {
  const [ours, theirs]: [Round[], Round[]] = [[], []];
  for (let round = 0; round <= ROUNDS; round++) {
    const { deliveries, check } = await make(round === 0 ? WARM_UP : PER_ROUND);
    const bareRound = await deliver(bare, "/hook", deliveries);
    const ourRound = await deliver(topup, "/stripe/subscription-webhook", deliveries);
    await check();
    // The first one warms up. What a database notices in its first minute is noticed after it: the tables are not empty.
    if (round === 0) await sql()`analyze`;
    if (round > 0) theirs.push(bareRound);
    if (round > 0) ours.push(ourRound);
  }
  const rate = (rounds: Round[]) => median(rounds.map(({ perSecond }) => perSecond));
  const p99 = (rounds: Round[]) => median(rounds.map(({ p99Ms }) => p99Ms));
  return [
    told(`${name} webhooks per second`, rate(ours)),
    told(`bare signature check per second, beside ${name}`, rate(theirs)),
    atLeast(`${name} / bare`, rate(ours) / rate(theirs), RATIO_MIN),
    told(`${name} webhooks, p99 ms`, p99(ours)),
    told(`bare signature check, p99 ms, beside ${name}`, p99(theirs)),
    atMost(`p99 ${name} / bare`, p99(ours) / p99(theirs), P99_TIMES_MAX),
  ];
}

async function checkPaid(orders: readonly Order[]): Promise<void> {
  const [row] = await sql()<{ credited: number }[]>`
    select count(*)::int as credited from orders
    join credit_grants on credit_grants.wallet_id = orders.wallet_id and credit_grants.amount = orders.credits
    where orders.status = 'paid' and orders.id = any(${orders.map(({ orderId }) => orderId)}::uuid[])`;
  if (row?.credited !== orders.length)
    throw new Error(`${orders.length} payments acknowledged, ${row?.credited} credited`);
}

/** That refunds took back all and renewals brought their credits is held by the invariants at the end. */
async function checkMix({ paid, refunded, renewed }: Mix): Promise<void> {
  await checkPaid(paid);
  const [row] = await sql()<{ refunds: number; renewals: number }[]>`
    select
      (select count(*)::int from refunds where status = 'succeeded'
         and stripe_refund_id = any(${refunded.map(({ orderId }) => `re_${hexOf(orderId)}`)})) as refunds,
      (select count(*)::int from paid_invoices where status = 'settled'
         and stripe_invoice_id = any(${renewed.map((hex) => `in_${hex}`)})) as renewals`;
  if (row?.refunds !== refunded.length || row.renewals !== renewed.length)
    throw new Error(`${refunded.length} refunds and ${renewed.length} renewals told: ${JSON.stringify(row)}`);
}

async function deliver(url: string, path: string, deliveries: readonly SignedDelivery[]): Promise<Round> {
  const request = (index: number) => {
    // Once more than was asked for: the last delivery again is harmless.
    const delivery = deliveries[Math.min(index, deliveries.length - 1)];
    if (!delivery) throw new Error("no deliveries");
    const { body, signature } = delivery;
    const headers = { "content-type": "application/json; charset=utf-8", "stripe-signature": signature };
    return { method: "POST", path, headers, body };
  };
  return fire(url, { connections: CONNECTIONS, amount: deliveries.length, request, status: "2xx" });
}
