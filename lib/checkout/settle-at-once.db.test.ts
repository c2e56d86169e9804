import { afterAll, describe, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { inTransaction } from "@/db/transaction";
import { grantCredits } from "@/lib/ledger/grant-credits";
import { spendCredits } from "@/lib/ledger/spend-credits";
import { now, nowMs, useClock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import type { PaymentIntentFacts } from "@/lib/stripe/payment-intent-facts";
import { createOrder } from "./create-order";
import { settleAtOnce } from "./settle-at-once";
import { settlePayment } from "./settle-payment";
import { brokenPromises, moneyOf, newOrder, stateOf } from "./testing";

useTestDatabase();
afterAll(async () => expect(await brokenPromises()).toEqual([]));

type Order = { walletId: string; orderId: string };

const PAID_AT = new Date("2026-11-30T12:00:00.000Z");
const UNPAID = { available: 0, grants: 0, payments: 0, order: "open" };

/** At once, with another write in the same statement, as the inbox does. */
function atOnce(money: PaymentIntentFacts, paidAt = PAID_AT) {
  return settleAtOnce(
    money,
    paidAt,
    (query, sentence, cause) => query`
      insert into local_mails (id, recipient, subject, body)
      select ${newId()}, 'somebody', ${money.id}, ${sentence} from ${query(cause)}`,
  );
}

const inOrdinaryWay = (money: PaymentIntentFacts) => inTransaction((tx) => settlePayment(tx, money, PAID_AT));

async function alsoWritten(money: PaymentIntentFacts) {
  return (await sql()`select body from local_mails where subject = ${money.id}`).map(({ body }) => body);
}

/** Everything written about an order, with its own ids and random ids told by their role. */
async function rowsOf({ walletId, orderId }: Order): Promise<string> {
  const [grant] = await sql()`select id from credit_grants where wallet_id = ${walletId}`;
  const tables = [
    "orders",
    "payments",
    "credit_grants",
    "ledger_operations",
    "ledger_entries",
    "outbox_events",
  ];
  const rows = [await sql()`select * from wallets where id = ${walletId}`];
  for (const table of tables)
    rows.push(await sql()`select * from ${sql()(table)} where wallet_id = ${walletId}`);
  const [outbox] = rows[6] ?? [];
  const roles: [string, string][] = [
    [walletId, "WALLET"],
    [orderId, "ORDER"],
    [orderId.replaceAll("-", ""), "ORDER"],
    [String(grant?.id), "GRANT"],
    [String(outbox?.id), "FACT"],
  ];
  const text = roles.reduce((told, [id, role]) => told.replaceAll(id, role), JSON.stringify(rows, null, 1));
  const users = /"user_id": "[^"]+"/g;
  const hash = /"request_hash": "[0-9a-f]{64}"/g;
  return text.replace(hash, "HASH").replace(users, "USER");
}

describe("settling in one statement", () => {
  it("writes exactly the rows that the ordinary way writes, at the same moment", async () => {
    const moment = nowMs();
    const restore = useClock(() => moment);
    const [quick, ordinary] = [await newOrder(), await newOrder()];
    await sql()`update wallets set created_at = ${now()}`;
    expect(await atOnce(moneyOf(quick))).toMatchObject({ kind: "granted" });
    expect(await inOrdinaryWay(moneyOf(ordinary))).toMatchObject({ kind: "granted" });
    expect(await rowsOf(quick)).toBe(await rowsOf(ordinary));
    restore();
  });

  it("is followed by the ordinary way as by itself: the same content, the first answer", async () => {
    const order = await newOrder();
    await atOnce(moneyOf(order));
    expect(await inOrdinaryWay(moneyOf(order))).toMatchObject({ kind: "already_granted" });
    const again = await inTransaction((tx) =>
      grantCredits(tx, {
        ...{ walletId: order.walletId, source: "pack", credits: 100, reference: order.orderId },
        ...{ sourceKey: `pi:${moneyOf(order).id}`, stripePaymentIntentId: moneyOf(order).id },
        expiresAt: new Date("2027-11-30T12:00:00.000Z"),
      }),
    );
    expect(again).toMatchObject({ ok: true, replayed: true });
  });

  it("writes the other part with it, once for fifty callers", async () => {
    const order = await newOrder();
    const money = moneyOf(order);
    const settled = await Promise.all(
      Array.from({ length: 50 }, () => atOnce(money).catch(() => inOrdinaryWay(money))),
    );
    expect(settled.filter((one) => one?.kind === "granted")).toHaveLength(1);
    expect(await stateOf(order)).toEqual({ available: 100, grants: 1, payments: 1, order: "paid" });
    expect(await alsoWritten(money)).toEqual([`100 credits for order ${order.orderId}`]);
  });

  it("keeps the count of entries when two orders of one wallet are settled at once", async () => {
    const { walletId, orderId } = await newOrder();
    const others = await Promise.all(
      (["eur", "cny", "jpy"] as const).map((currency) =>
        createOrder({ walletId, packId: "starter", currency }),
      ),
    );
    const amounts = { eur: 500, cny: 3600, jpy: 750 };
    const monies = Object.entries(amounts).map(([currency, amount], index) => {
      const other = others[index];
      if (!other?.ok) throw new Error("no order");
      return moneyOf(
        { walletId, orderId: other.orderId },
        { currency, amountMinor: amount, amountReceivedMinor: amount },
      );
    });
    await Promise.all([moneyOf({ walletId, orderId }), ...monies].map((money) => atOnce(money)));
    expect(await stateOf({ walletId })).toMatchObject({ available: 400, grants: 4, payments: 4 });
  });
});

describe("settling in one statement leaves to the ordinary way, with nothing written,", () => {
  async function expectLeft(money: PaymentIntentFacts, order: Order, paidAt = PAID_AT) {
    expect(await atOnce(money, paidAt)).toBeNull();
    expect(await stateOf(order)).toEqual(UNPAID);
    expect(await alsoWritten(money)).toEqual([]);
  }

  it.each([
    ["another amount", { amountMinor: 499, amountReceivedMinor: 499 }],
    ["another pack's amount", { amountMinor: 2000, amountReceivedMinor: 2000 }],
    ["less than was asked for", { amountReceivedMinor: 499 }],
    ["another currency", { currency: "eur" }],
    ["another mode", { livemode: true }],
    ["no order", { orderId: null }],
    ["an unknown order", { orderId: newId() }],
    ["an unknown wallet", { walletId: newId() }],
    ["ids that are none", { orderId: "1", walletId: "' or true --" }],
  ])("%s", async (_what, changed) => {
    const order = await newOrder();
    await expectLeft(moneyOf(order, changed), order);
  });

  it("another customer, and another PaymentIntent than the order's", async () => {
    const order = await newOrder();
    await sql()`update wallets set stripe_customer_id = ${newId()} where id = ${order.walletId}`;
    await expectLeft(moneyOf(order, { customerId: "cus_other" }), order);
    await sql()`update orders set stripe_payment_intent_id = ${newId()} where id = ${order.orderId}`;
    await expectLeft(moneyOf(order), order);
  });

  it("an order from before the catalog changed", async () => {
    const order = await newOrder();
    await sql()`update orders set credits = 90 where id = ${order.orderId}`;
    await expectLeft(moneyOf(order), order);
    expect(await inOrdinaryWay(moneyOf(order))).toMatchObject({ kind: "granted" });
    expect(await stateOf(order)).toMatchObject({ available: 90 });
  });

  it("today's price for an order of another price, or of another validity", async () => {
    const [cheaper, shorter] = [await newOrder(), await newOrder()];
    await sql()`update orders set amount_minor = 450 where id = ${cheaper.orderId}`;
    await sql()`update orders set validity_months = 6 where id = ${shorter.orderId}`;
    await expectLeft(moneyOf(cheaper), cheaper);
    await expectLeft(moneyOf(shorter), shorter);
  });

  it("money so old that its credits would have expired", async () => {
    const order = await newOrder();
    await expectLeft(moneyOf(order), order, new Date("2020-01-01T00:00:00Z"));
  });

  it("a wallet with credits to expire first", async () => {
    const order = await newOrder();
    const soon = new Date(nowMs() + 3_600_000);
    await inTransaction((tx) =>
      grantCredits(tx, {
        ...{ walletId: order.walletId, source: "adjustment", sourceKey: `adjustment:${newId()}` },
        ...{ stripePaymentIntentId: null, credits: 5, expiresAt: soon, reference: null },
      }),
    );
    const restore = useClock(() => soon.getTime());
    expect(await atOnce(moneyOf(order))).toBeNull();
    expect(await inOrdinaryWay(moneyOf(order))).toMatchObject({ kind: "granted" });
    expect(await stateOf(order)).toMatchObject({ available: 100, grants: 2 });
    restore();
  });
});

it("credits settled in one statement can be spent", async () => {
  const order = await newOrder();
  await atOnce(moneyOf(order));
  const spent = await inTransaction((tx) =>
    spendCredits(tx, { walletId: order.walletId, key: newId(), credits: 40, reference: null }),
  );
  expect(spent).toMatchObject({ ok: true });
  expect(await stateOf(order)).toMatchObject({ available: 60 });
});
