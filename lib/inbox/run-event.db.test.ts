import { afterAll, afterEach, describe, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { brokenPromises, moneyOf, newOrder, newWallet, stateOf } from "@/lib/checkout/testing";
import { nowMs, useClock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { useEmulator } from "@/lib/stripe/testing";
import { drainInbox } from "./drain-inbox";
import { replayEvent } from "./replay-event";
import { ATTEMPTS_MAX } from "./retry-times";
import { deliver, eventOf, paymentIntentOf } from "./testing";

useTestDatabase();
useEmulator();

const HOUR_MS = 3_600_000;
const CREDITED = { available: 100, grants: 1, payments: 1, order: "paid" };
const NOTHING = { available: 0, grants: 0, payments: 0 };

const successOf = (order: Awaited<ReturnType<typeof newOrder>>, changed = {}) =>
  eventOf("payment_intent.succeeded", paymentIntentOf(moneyOf(order, changed)));

async function rowOf(id: string) {
  const [row] = await sql()`
    select state, outcome, attempts, last_error as "lastError" from inbox_events where id = ${id}`;
  return row;
}

let restoreClock: (() => void) | null = null;
/** Moves time ahead without waiting; deliveries are signed by the same clock. */
function later(ms: number) {
  restoreClock?.();
  const start = nowMs();
  restoreClock = useClock(() => start + ms);
}

/** Makes the database refuse this order's payment, as a fault of ours would, until it is lifted again. */
async function breakPaymentOf(order: { orderId: string }) {
  const name = `broken_${order.orderId.replaceAll("-", "")}`;
  await sql().unsafe(
    `alter table payments add constraint ${name} check (order_id is distinct from '${order.orderId}') not valid`,
  );
  return async () => {
    await sql().unsafe(`alter table payments drop constraint ${name}`);
  };
}

afterEach(() => {
  restoreClock?.();
  restoreClock = null;
});
afterAll(async () => expect(await brokenPromises()).toEqual([]));

describe("one payment becomes one grant", () => {
  it("from one delivery, with the credits, price and validity of the order", async () => {
    const order = await newOrder();
    const { id, body } = successOf(order);
    const { status, answer } = await deliver(body);
    expect([status, answer]).toEqual([
      200,
      { received: true, event: id, outcome: `processed: 100 credits for order ${order.orderId}` },
    ]);
    expect(await stateOf(order)).toEqual(CREDITED);
  });

  it("when it is delivered twice: the second answers what the first did", async () => {
    const order = await newOrder();
    const { id, body } = successOf(order);
    const first = await deliver(body);
    expect(await deliver(body)).toEqual(first);
    expect(await stateOf(order)).toEqual(CREDITED);
    expect(await rowOf(id)).toMatchObject({ state: "processed", attempts: 1 });
  });

  it("when it is delivered fifty times at once", async () => {
    const order = await newOrder();
    const { body } = successOf(order);
    const answers = await Promise.all(Array.from({ length: 50 }, () => deliver(body)));
    expect(new Set(answers.map(({ status, answer }) => `${status} ${answer.outcome}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(200);
    expect(await stateOf(order)).toEqual(CREDITED);
  });

  it("when it is told under many event ids at once", async () => {
    const order = await newOrder();
    const answers = await Promise.all(Array.from({ length: 20 }, () => deliver(successOf(order).body)));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    const granted = answers.filter(({ answer }) => String(answer.outcome).includes("100 credits"));
    expect(granted).toHaveLength(1);
    expect(await stateOf(order)).toEqual(CREDITED);
  });

  it("when the order was canceled before the money came", async () => {
    const order = await newOrder();
    await sql()`update orders set status = 'canceled', canceled_at = now() where id = ${order.orderId}`;
    await deliver(successOf(order).body);
    expect(await stateOf(order)).toEqual(CREDITED);
  });
});

describe("money that is not what was ordered is parked, visible, and grants nothing", () => {
  const differences: [string, object][] = [
    ["amount_differs", { amountMinor: 499, amountReceivedMinor: 499 }],
    ["amount_differs", { amountReceivedMinor: 1 }],
    ["currency_differs", { currency: "jpy" }],
  ];
  it.each(differences)("%s", async (reason, changed) => {
    const order = await newOrder();
    const { id, body } = successOf(order, changed);
    expect(await deliver(body)).toMatchObject({ status: 200 });
    expect(await rowOf(id)).toMatchObject({ state: "parked" });
    expect((await rowOf(id))?.outcome).toContain(reason);
    expect(await stateOf(order)).toEqual({ ...NOTHING, payments: 1, order: "parked" });
    await deliver(successOf(order, changed).body);
    expect(await stateOf(order)).toEqual({ ...NOTHING, payments: 1, order: "parked" });
  });

  it("a second payment of a paid order is kept apart and the order stays paid", async () => {
    const order = await newOrder();
    await deliver(successOf(order).body);
    const { id, body } = successOf(order, { id: `pi_second${order.orderId.slice(-12)}` });
    await deliver(body);
    expect(await rowOf(id)).toMatchObject({ state: "parked" });
    expect(await stateOf(order)).toEqual({ ...CREDITED, payments: 2 });
  });

  it("money of another PaymentIntent than the order's own leaves the order open", async () => {
    const order = await newOrder();
    await sql()`update orders set stripe_payment_intent_id = ${`pi_${newId()}`} where id = ${order.orderId}`;
    await deliver(successOf(order).body);
    expect(await stateOf(order)).toEqual({ ...NOTHING, payments: 1, order: "open" });
  });

  it("money of another customer is not credited to the wallet that its metadata name", async () => {
    const order = await newOrder();
    await sql()`update wallets set stripe_customer_id = ${`cus_${newId()}`} where id = ${order.walletId}`;
    await deliver(successOf(order, { customerId: "cus_somebody" }).body);
    expect(await stateOf(order)).toMatchObject({ ...NOTHING, payments: 1 });
  });
});

describe("money without an order of ours", () => {
  it("is credited to the customer we know, by the catalog's rate, and marked so", async () => {
    const walletId = await newWallet();
    const customerId = `cus_${newId().replaceAll("-", "")}`;
    await sql()`update wallets set stripe_customer_id = ${customerId} where id = ${walletId}`;
    const money = moneyOf({ walletId, orderId: newId() }, { orderId: null, walletId: null, customerId });
    const told = () => eventOf("payment_intent.succeeded", paymentIntentOf(money)).body;
    await Promise.all([deliver(told()), deliver(told())]);
    expect(await stateOf({ walletId })).toEqual({ available: 100, grants: 1, payments: 1, order: null });
    const [grant] = await sql()`select source from credit_grants where wallet_id = ${walletId}`;
    expect(grant?.source).toBe("payment_without_order");
  });

  it("is parked when its currency is not in the catalog", async () => {
    const walletId = await newWallet();
    const customerId = `cus_${newId().replaceAll("-", "")}`;
    await sql()`update wallets set stripe_customer_id = ${customerId} where id = ${walletId}`;
    const money = moneyOf({ walletId, orderId: newId() }, { orderId: null, customerId, currency: "sek" });
    await deliver(eventOf("payment_intent.succeeded", paymentIntentOf(money)).body);
    expect(await stateOf({ walletId })).toMatchObject({ ...NOTHING, payments: 1 });
  });

  it("is ignored, with the reason, when it is nobody's we know", async () => {
    const stranger = { walletId: newId(), orderId: newId() };
    const money = moneyOf(stranger, { orderId: null, walletId: null });
    const { id, body } = eventOf("payment_intent.succeeded", paymentIntentOf(money));
    expect((await deliver(body)).status).toBe(200);
    expect(await rowOf(id)).toMatchObject({ state: "ignored", outcome: "no order and no customer of ours" });
  });
});

describe("an event that failed", () => {
  it("left nothing behind but its failure, answers 500, and succeeds when it is delivered again", async () => {
    const order = await newOrder();
    const { id, body } = successOf(order);
    const repair = await breakPaymentOf(order);
    expect(await deliver(body)).toMatchObject({ status: 500, answer: { received: false, event: id } });
    expect(await rowOf(id)).toMatchObject({ state: "failed", attempts: 1 });
    expect((await rowOf(id))?.lastError).toContain("violates check constraint");
    expect(await stateOf(order)).toEqual({ ...NOTHING, order: "open" });
    await repair();
    expect(await deliver(body)).toMatchObject({ status: 200 });
    expect(await rowOf(id)).toMatchObject({ state: "processed", attempts: 2 });
    expect(await stateOf(order)).toEqual(CREDITED);
  });

  it("is run by the drain when its time has come, and not before", async () => {
    const order = await newOrder();
    const { id, body } = successOf(order);
    const repair = await breakPaymentOf(order);
    await deliver(body);
    await repair();
    expect(await drainInbox({ limit: 10 })).toEqual({ ran: 0, failed: 0, waiting: 0 });
    later(HOUR_MS);
    const drains = await Promise.all([1, 2, 3].map(() => drainInbox({ limit: 10 })));
    expect(drains.reduce((sum, { ran }) => sum + ran, 0)).toBe(1);
    expect(await rowOf(id)).toMatchObject({ state: "processed" });
    expect(await stateOf(order)).toEqual(CREDITED);
  });

  it("is parked after its last try and answered 200, and an operator can replay it", async () => {
    const order = await newOrder();
    const { id, body } = successOf(order);
    const repair = await breakPaymentOf(order);
    for (let attempt = 1; attempt < ATTEMPTS_MAX; attempt++) expect((await deliver(body)).status).toBe(500);
    expect((await deliver(body)).status).toBe(200);
    expect(await rowOf(id)).toMatchObject({ state: "parked", attempts: ATTEMPTS_MAX });
    await repair();
    expect(await deliver(body)).toMatchObject({ status: 200 });
    expect(await stateOf(order)).toMatchObject(NOTHING);
    expect(await replayEvent(id)).toMatchObject({ ok: true, result: { state: "processed" } });
    expect(await replayEvent(id)).toEqual({ ok: false, refusal: "event_already_processed" });
    expect(await stateOf(order)).toEqual(CREDITED);
  });

  it("that nobody can read any more is parked and does not stop the drain", async () => {
    const order = await newOrder();
    const [lost, { id, body }] = [successOf(order), successOf(order)];
    const repair = await breakPaymentOf(order);
    await deliver(lost.body);
    await deliver(body);
    await repair();
    await sql()`update inbox_events set payload = null where id = ${lost.id}`;
    later(HOUR_MS);
    await drainInbox({ limit: 10 });
    expect(await rowOf(lost.id)).toMatchObject({ state: "parked" });
    expect(await rowOf(id)).toMatchObject({ state: "processed" });
  });

  it("does not hold up another", async () => {
    const [broken, fine] = [await newOrder(), await newOrder()];
    const repair = await breakPaymentOf(broken);
    const [first, second] = await Promise.all([
      deliver(successOf(broken).body),
      deliver(successOf(fine).body),
    ]);
    expect([first.status, second.status]).toEqual([500, 200]);
    expect(await stateOf(fine)).toEqual(CREDITED);
    await repair();
    later(HOUR_MS);
    await drainInbox({ limit: 10 });
    expect(await stateOf(broken)).toEqual(CREDITED);
  });
});
