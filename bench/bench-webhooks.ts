import { sql } from "@/db/client";
import { fire, type Round } from "./cannon";
import { atLeast, atMost, type Figure, median, told } from "./figures";
import { makeDeliveries, makeOrders } from "./make-deliveries";

const CONNECTIONS = 32;
const ROUNDS = 5;
const WARM_UP = 3_000;
const PER_ROUND = 5_000;
const RATIO_MIN = 0.6;
const P99_TIMES_MAX = 3;

/**
 * Credited webhooks against bare ones, in alternate rounds so that both have the same machine. Every event is
 * another payment of an order of its own; every acknowledged one must have been credited.
 */
export async function benchWebhooks(topup: string, bare: string): Promise<Figure[]> {
  await fireTopup(topup, WARM_UP);
  await deliver(bare, "/hook", await makeOrders(WARM_UP));
  const [ours, theirs]: [Round[], Round[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    theirs.push(await deliver(bare, "/hook", await makeOrders(PER_ROUND)));
    ours.push(await fireTopup(topup, PER_ROUND));
  }
  const rate = (rounds: Round[]) => median(rounds.map(({ perSecond }) => perSecond));
  const p99 = (rounds: Round[]) => median(rounds.map(({ p99Ms }) => p99Ms));
  return [
    told("credited webhooks per second", rate(ours)),
    told("bare signature check per second", rate(theirs)),
    atLeast("credited / bare", rate(ours) / rate(theirs), RATIO_MIN),
    told("credited webhooks, p99 ms", p99(ours)),
    told("bare signature check, p99 ms", p99(theirs)),
    atMost("p99 credited / bare", p99(ours) / p99(theirs), P99_TIMES_MAX),
  ];
}

async function fireTopup(url: string, count: number): Promise<Round> {
  const orders = await makeOrders(count);
  const round = await deliver(url, "/stripe/subscription-webhook", orders);
  const [row] = await sql()<{ credited: number }[]>`
    select count(*)::int as credited from orders
    join credit_grants on credit_grants.wallet_id = orders.wallet_id and credit_grants.amount = orders.credits
    where orders.status = 'paid' and orders.id = any(${orders.map(({ orderId }) => orderId)}::uuid[])`;
  if (row?.credited !== count) throw new Error(`${count} events acknowledged, ${row?.credited} credited`);
  return round;
}

async function deliver(
  url: string,
  path: string,
  orders: Awaited<ReturnType<typeof makeOrders>>,
): Promise<Round> {
  const deliveries = makeDeliveries(orders);
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
