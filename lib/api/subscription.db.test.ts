import { afterAll, describe, expect, it } from "vitest";
import { useTestDatabase } from "@/db/testing";
import { inTransaction } from "@/db/transaction";
import { makeKey } from "@/lib/api-keys/testing";
import { checkInvariants } from "@/lib/ledger/check-invariants";
import type { SubscriptionFacts } from "@/lib/stripe/subscription-facts";
import { recordSubscription } from "@/lib/subscriptions/record-subscription";
import { newCustomer, PRO, subscriptionOf } from "@/lib/subscriptions/testing/facts";
import { get, post } from "./testing/client";

useTestDatabase();
afterAll(async () => expect(await checkInvariants()).toEqual([]));

let ticket = 0;
const record = (facts: SubscriptionFacts) => inTransaction((tx) => recordSubscription(tx, facts, ++ticket));

async function subscriber() {
  const { walletId, customerId } = await newCustomer();
  const facts = subscriptionOf(customerId);
  await record(facts);
  return { client: await makeKey(walletId), facts, period: facts.items[0] };
}

describe("the subscription", () => {
  it("is told with its plan, period, end and credits", async () => {
    const { client, period } = await subscriber();
    const [start, end] = [period?.periodStart.toISOString(), period?.periodEnd.toISOString()];
    expect((await get("/subscription", client)).body).toEqual({
      status: "active",
      plan: "pro",
      interval: "month",
      current_period: { start, end },
      expires_at: end,
      cancel_at: null,
      period_allotment: 1000,
      monthly_allotment: 1000,
    });
    expect((await get("/wallet", client)).body).toMatchObject({ plan: "pro" });
  });

  it("to a year says what it brings in a year, and what that is for a month", async () => {
    const { client, facts } = await subscriber();
    const price = {
      ...PRO,
      interval: "year",
      promise: { planId: "pro", credits: 12_000, rollover: "none", trialCredits: 0 },
    };
    await record({ ...facts, items: facts.items.map((item) => ({ ...item, price })) });
    expect((await get("/subscription", client)).body).toMatchObject({
      ...{ interval: "year", period_allotment: 12_000, monthly_allotment: 1000 },
    });
  });

  it.each([
    "incomplete",
    "trialing",
    "past_due",
    "unpaid",
    "paused",
    "canceled",
    "incomplete_expired",
  ] as const)("that is %s says so", async (status) => {
    const { client, facts } = await subscriber();
    await record({ ...facts, status });
    expect((await get("/subscription", client)).body).toMatchObject({ status, plan: "pro" });
  });

  it("that will end says when, and that ended says when it did", async () => {
    const { client, facts } = await subscriber();
    const soon = new Date(Date.now() + 86_400_000);
    await record({ ...facts, cancelAt: soon });
    const at = soon.toISOString();
    expect((await get("/subscription", client)).body).toMatchObject({ cancel_at: at, expires_at: at });
    await record({ ...facts, status: "canceled", cancelAt: soon, endedAt: soon });
    expect((await get("/subscription", client)).body).toMatchObject({ cancel_at: null, expires_at: at });
  });

  it("of an ended plan gives way to the one that lives", async () => {
    const { client, facts } = await subscriber();
    await record({ ...facts, status: "canceled", endedAt: new Date() });
    await record(subscriptionOf(facts.customerId, { status: "trialing" }, new Date(Date.now() - 1000)));
    expect((await get("/subscription", client)).body).toMatchObject({ status: "trialing" });
  });

  it("that is set aside is nobody's plan", async () => {
    const { client, facts } = await subscriber();
    const price = { ...PRO, promise: null };
    await record({ ...facts, items: facts.items.map((item) => ({ ...item, price })) });
    expect((await get("/subscription", client)).body).toMatchObject({ status: "none", plan: null });
  });
});

describe("the ETag", () => {
  it("moves with the subscription, though no credits moved, and with the credits as before", async () => {
    const { client, facts } = await subscriber();
    const seen = new Set<string | null>();
    const look = async () => {
      const tag = (await get("/subscription", client)).headers.get("etag");
      expect((await get("/subscription", client, { "If-None-Match": tag ?? "" })).status).toBe(304);
      seen.add(tag);
    };
    await look();
    await record({ ...facts, status: "past_due" });
    await look();
    await record({ ...facts, status: "past_due" });
    await look();
    expect([...seen]).toEqual(['"0-1"', '"0-2"']);
    expect((await get("/wallet", client, { "If-None-Match": '"0-1"' })).status).toBe(200);
    await post("/spends", client, { credits: 1 });
    await look();
    expect(seen.size).toBe(2);
  });
});
