import { afterAll, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { inTransaction } from "@/db/transaction";
import { newId } from "@/lib/platform/ids";
import type { PaymentIntentFacts } from "@/lib/stripe/payment-intent-facts";
import { createOrder } from "./create-order";
import { settleAtOnce } from "./settle-at-once";
import { brokenPromises, moneyOf, newOrder, stateOf } from "./testing";

useTestDatabase();
afterAll(async () => expect(await brokenPromises()).toEqual([]));

const PAID_AT = new Date("2026-11-30T12:00:00.000Z");
const GRANTED = { kind: "granted" };
const PAID = { available: 100, grants: 1, payments: 1, order: "paid" };
const UNPAID = { available: 0, grants: 0, payments: 0, order: "open" };

const newOrders = (count: number) => Promise.all(Array.from({ length: count }, () => newOrder()));

/** At once, with another write in the same statement, as the inbox does; a mail without an id cannot be written. */
function atOnce(money: PaymentIntentFacts, id: string | null = newId()) {
  return settleAtOnce(
    money,
    PAID_AT,
    (query, sentence, cause) => query`
      insert into local_mails (id, recipient, subject, body)
      select ${id}::text, 'somebody', ${money.id}, ${sentence} from ${query(cause)}`,
  );
}

it("a crowd of payments is settled in a few transactions", async () => {
  const orders = await newOrders(40);
  const settled = await Promise.all(orders.map((order) => atOnce(moneyOf(order))));
  for (const one of settled) expect(one).toMatchObject(GRANTED);
  for (const order of orders) expect(await stateOf(order)).toEqual(PAID);
  const [commits] = await sql()`
    select count(distinct xmin::text)::int as count from payments
    where order_id = any(${orders.map(({ orderId }) => orderId)}::uuid[])`;
  expect(commits?.count).toBeLessThanOrEqual(10);
});

it("a wallet that somebody else has locked keeps no other payment waiting", async () => {
  const orders = await newOrders(10);
  const locked = orders[9];
  await inTransaction(async (tx) => {
    await tx`select id from wallets where id = ${locked?.walletId ?? ""} for update`;
    const settled = await Promise.all(orders.map((order) => atOnce(moneyOf(order))));
    expect(settled.map((one) => one?.kind ?? null)).toEqual([...Array(9).fill("granted"), null]);
  });
  for (const order of orders) expect(await stateOf(order)).toEqual(order === locked ? UNPAID : PAID);
});

it("when one statement fails, its whole transaction writes nothing and is left to the ordinary way", async () => {
  const orders = await newOrders(10);
  const settled = await Promise.all(
    orders.map((order, index) => atOnce(moneyOf(order), index === 7 ? null : newId())),
  );
  const shared = settled.indexOf(null);
  expect(shared).toBeGreaterThan(0);
  expect(settled.slice(shared)).toEqual(orders.slice(shared).map(() => null));
  for (const [index, order] of orders.entries())
    expect(await stateOf(order)).toEqual(index < shared ? PAID : UNPAID);
});

it("one that fails alone says why", async () => {
  const order = await newOrder();
  await expect(atOnce(moneyOf(order), null)).rejects.toThrow("null value");
  expect(await stateOf(order)).toEqual(UNPAID);
  expect(await atOnce(moneyOf(order))).toMatchObject(GRANTED);
});

it("two payments of one wallet are counted one after the other in one transaction", async () => {
  const [{ walletId, orderId }, others] = [await newOrder(), await newOrders(8)];
  const more = await createOrder({ walletId, packId: "starter", currency: "eur" });
  if (!more.ok) throw new Error(more.refusal);
  const inEuro = { currency: "eur", amountMinor: 500, amountReceivedMinor: 500 };
  const settled = await Promise.all([
    ...others.map((order) => atOnce(moneyOf(order))),
    atOnce(moneyOf({ walletId, orderId })),
    atOnce(moneyOf({ walletId, orderId: more.orderId }, inEuro)),
  ]);
  for (const one of settled) expect(one).toMatchObject(GRANTED);
  expect(await stateOf({ walletId })).toMatchObject({ available: 200, grants: 2, payments: 2 });
});
