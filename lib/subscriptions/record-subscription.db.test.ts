import { afterAll, describe, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { inTransaction } from "@/db/transaction";
import { checkInvariants } from "@/lib/ledger/check-invariants";
import type { SubscriptionFacts } from "@/lib/stripe/subscription-facts";
import { absorbReading, type Reading } from "./read-subscription";
import { recordSubscription } from "./record-subscription";
import {
  invoiceOf,
  lineOf,
  MONTH_MS,
  newCustomer,
  PRO,
  permutationsOf,
  planStateOf,
  STARTER,
  subscriptionOf,
} from "./testing/facts";

useTestDatabase();
afterAll(async () => expect(await checkInvariants()).toEqual([]));

const record = (facts: SubscriptionFacts, ticket: number) =>
  inTransaction((tx) => recordSubscription(tx, facts, ticket));
const absorb = (reading: Reading) => inTransaction((tx) => absorbReading(tx, reading));

/** What five events about one subscription read at Stripe, each when it happened. */
function readingsOfALife(customerId: string): Record<string, Reading> {
  const start = new Date();
  const renewal = new Date(start.getTime() + MONTH_MS);
  const first = subscriptionOf(customerId, { status: "incomplete" }, start);
  const active = { ...first, status: "active" as const };
  const renewed = { ...subscriptionOf(customerId, {}, renewal), id: first.id, startedAt: start };
  const canceled = { ...renewed, status: "canceled" as const, endedAt: renewal, canceledAt: renewal };
  const paid = invoiceOf(customerId, [lineOf({}, start)]);
  const paidAgain = invoiceOf(customerId, [lineOf({}, renewal)]);
  return {
    created: { ticket: 1, subscription: first, invoice: null },
    paid: { ticket: 2, subscription: active, invoice: paid },
    renewed: { ticket: 3, subscription: renewed, invoice: paid },
    paidAgain: { ticket: 4, subscription: renewed, invoice: paidAgain },
    canceled: { ticket: 5, subscription: canceled, invoice: paidAgain },
  };
}
const NAMES = ["created", "paid", "renewed", "paidAgain", "canceled"] as const;

async function live(names: readonly string[], how: (readings: Reading[]) => Promise<unknown>) {
  const { walletId, customerId } = await newCustomer();
  const readings = readingsOfALife(customerId);
  await how(names.flatMap((name) => readings[name] ?? []));
  const { version, ...state } = await planStateOf(walletId);
  return state;
}
const ENDED = {
  available: 2000,
  grants: 2,
  payments: 0,
  subscriptions: [{ status: "canceled", set_aside: null, plan: "pro" }],
};
const inTurn = async (readings: Reading[]) => {
  for (const reading of readings) await absorb(reading);
};

describe("what was read of first payment, renewal and cancellation ends the same", () => {
  it("in every order of writing it: 120 of them", async () => {
    for (const names of permutationsOf(NAMES))
      expect(await live(names, inTurn), names.join(" → ")).toEqual(ENDED);
  });

  it("when all is written twice, and at once", async () => {
    const twice = [...NAMES, ...NAMES];
    expect(await live(twice, inTurn)).toEqual(ENDED);
    expect(await live(twice, (readings) => Promise.all(readings.map(absorb)))).toEqual(ENDED);
  });

  it.each(NAMES.slice(0, 4))("when %s never arrives", async (missing) => {
    for (const names of permutationsOf(NAMES.filter((name) => name !== missing)))
      expect(await live(names, inTurn)).toEqual(ENDED);
  });
});

describe("the copy of a subscription", () => {
  it("counts a change once, and nothing when it is read again unchanged", async () => {
    const { walletId, customerId } = await newCustomer();
    const facts = subscriptionOf(customerId);
    await record(facts, 1);
    await record(facts, 2);
    expect((await planStateOf(walletId)).version).toBe(1);
    await record({ ...facts, status: "past_due" }, 3);
    expect((await planStateOf(walletId)).version).toBe(2);
  });

  it("is not taken of strangers, nor of what is no plan of ours", async () => {
    expect(await record(subscriptionOf("cus_nobody"), 1)).toMatchObject({ kind: "ignored" });
    const { walletId, customerId } = await newCustomer();
    const [item] = subscriptionOf(customerId).items;
    if (!item) throw new Error("no item");
    for (const price of [
      { ...PRO, promise: null },
      { ...PRO, interval: "week" },
      { ...PRO, intervalCount: 3 },
      { ...PRO, promise: { planId: "pro", credits: 1, trialCredits: 0, rollover: "some" } },
    ])
      expect(await record(subscriptionOf(customerId, { items: [{ ...item, price }] }), 1)).toMatchObject({
        kind: "ignored",
      });
    expect((await planStateOf(walletId)).subscriptions).toEqual([]);
  });

  it("keeps a plan that the code no longer has, on the terms of its price", async () => {
    const { walletId, customerId } = await newCustomer();
    const [item] = subscriptionOf(customerId).items;
    const promise = { planId: "gold", credits: 77, rollover: "all", trialCredits: 0 };
    if (item) item.price = { ...PRO, promise };
    await record(subscriptionOf(customerId, { items: item ? [{ ...item, quantity: 2 }] : [] }), 1);
    const [row] =
      await sql()`select plan, credits, rollover from subscriptions where wallet_id = ${walletId}`;
    expect(row).toEqual({ plan: "gold", credits: 154, rollover: "all" });
  });
});

/** The row tells operators, not the event: that one ended as it should. */
const isAside = (id: string, status: string, reason: string) => ({
  kind: "mirrored",
  sentence: `subscription ${id} to pro is ${status} and set aside: ${reason}`,
});

describe("one live subscription for a wallet", () => {
  it("is held by the database", async () => {
    const { walletId, customerId } = await newCustomer();
    await record(subscriptionOf(customerId), 1);
    await record(subscriptionOf(customerId), 1);
    const taken = sql()`update subscriptions set set_aside = null where wallet_id = ${walletId}`;
    await expect(taken).rejects.toThrow("one_live_subscription_per_wallet");
  });

  it("sets a second one aside, for operators, until the first has ended", async () => {
    const { walletId, customerId } = await newCustomer();
    const first = subscriptionOf(customerId);
    const second = subscriptionOf(customerId, {}, new Date(Date.now() + 1000));
    await record(first, 1);
    expect(await record(second, 2)).toEqual(isAside(second.id, "active", "second_live_subscription"));
    expect(await planStateOf(walletId)).toMatchObject({
      subscriptions: [{ set_aside: null }, { set_aside: "second_live_subscription" }],
    });
    await record({ ...first, status: "canceled" }, 3);
    expect(await planStateOf(walletId)).toMatchObject({
      subscriptions: [
        { status: "canceled", set_aside: null },
        { status: "active", set_aside: null },
      ],
    });
  });

  it("is the one that is paid, though one whose first payment was never made was heard of before", async () => {
    const { walletId, customerId } = await newCustomer();
    const given = { ...subscriptionOf(customerId), status: "incomplete" as const };
    const paid = {
      ...subscriptionOf(customerId, {}, new Date(Date.now() + 1000)),
      status: "trialing" as const,
    };
    await record(given, 1);
    expect(await record(paid, 2)).toMatchObject({ kind: "mirrored" });
    expect(await planStateOf(walletId)).toMatchObject({
      subscriptions: [
        { status: "incomplete", set_aside: "second_live_subscription" },
        { status: "trialing", set_aside: null },
      ],
    });
    const late = await record({ ...given, status: "active" }, 3);
    expect(late).toEqual(isAside(given.id, "active", "second_live_subscription"));
  });

  it("that is moved by hand to what is no plan of ours counts no more, until it is moved back", async () => {
    const { walletId, customerId } = await newCustomer();
    const ours = subscriptionOf(customerId);
    const moved = {
      ...ours,
      items: ours.items.map((item) => ({ ...item, price: { ...STARTER, promise: null } })),
    };
    await record(ours, 1);
    expect(await record(moved, 2)).toEqual(isAside(ours.id, "active", "price_not_ours"));
    expect((await planStateOf(walletId)).subscriptions).toMatchObject([{ set_aside: "price_not_ours" }]);
    await record(ours, 3);
    expect((await planStateOf(walletId)).subscriptions).toMatchObject([{ set_aside: null, plan: "pro" }]);
  });

  it("stays one when many are told of at once", async () => {
    const { walletId, customerId } = await newCustomer();
    const all = Array.from({ length: 6 }, () => subscriptionOf(customerId));
    await Promise.all(all.map((facts, at) => record(facts, at + 1)));
    const { subscriptions } = await planStateOf(walletId);
    expect(subscriptions.filter(({ set_aside }) => set_aside === null)).toHaveLength(1);
  });
});
