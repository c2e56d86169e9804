import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { inTransaction } from "@/db/transaction";
import { settlePayment } from "@/lib/checkout/settle-payment";
import { brokenPromises, moneyOf, newOrder, stateOf } from "@/lib/checkout/testing";
import { CREDITED, paidUnseen } from "@/lib/inbox/testing/paid-unseen";
import { nowMs, useClock } from "@/lib/platform/clock";
import { setUpCatalog } from "@/lib/setup/set-up-catalog";
import { closeBreaker } from "@/lib/stripe/ask-stripe";
import { stripe } from "@/lib/stripe/client";
import { breakCalls, useEmulator } from "@/lib/stripe/testing";
import { planStateOf } from "@/lib/subscriptions/testing/facts";
import { newSubscriber, subscribe } from "@/lib/subscriptions/testing/subscribers";
import { usePatience } from "./patience";
import { reconcile } from "./reconcile";
import { kindsOf, reconcileNow, untilBooked } from "./testing";

const DAY_MS = 86_400_000;

useTestDatabase();
useEmulator();
let restoreClock: (() => void) | null = null;
beforeAll(async () => {
  await setUpCatalog();
});
afterEach(() => usePatience({}));
afterAll(async () => expect(await brokenPromises()).toEqual([]));

describe("money that no event told of", () => {
  it("is found, and becomes its grant by the verb that events use", async () => {
    const { order, intent } = await paidUnseen();
    const report = await reconcileNow();
    expect(report).toMatchObject({ ok: true, state: "finished", trouble: null, left: 0 });
    expect(report.findings).toMatchObject([
      { kind: "payment_not_settled", objectId: intent.id, action: "healed", ours: null },
    ]);
    expect(await stateOf(order)).toEqual(CREDITED);
    expect(await reconcileNow()).toMatchObject({ ok: true, findings: [], healed: 0 });
  });

  it("of a plan is found by its payment, and its invoice is settled", async () => {
    const person = await newSubscriber();
    await subscribe(person, "topup_pro_month_usd");
    const report = await reconcileNow();
    expect(kindsOf(report)).toEqual(["payment_not_settled healed"]);
    expect(report).toMatchObject({ ok: true });
    expect(await planStateOf(person.walletId)).toMatchObject({ available: 1000, grants: 1, payments: 0 });
    expect(await reconcileNow()).toMatchObject({ ok: true, healed: 0 });
  });
});

describe("the proof", () => {
  it("counts and sums both sides, and money of strangers on neither", async () => {
    const stranger = await stripe().customers.create({});
    const money = { amount: 700, currency: "eur", customer: stranger.id, confirm: true };
    await stripe().paymentIntents.create({ ...money, payment_method: "pm_card_visa", off_session: true });
    await paidUnseen();
    const { proof } = await reconcileNow();
    const [ours] = await sql()<{ count: number; sum: number }[]>`
      select count(*)::bigint as count, sum(amount_minor)::bigint as sum from payments where currency = 'usd'`;
    const side = { count: ours?.count, sumMinor: ours?.sum };
    expect(proof.filter(({ what }) => what === "payments")).toEqual([
      { what: "payments", currency: "usd", stripe: side, ours: side, agrees: true },
    ]);
  });

  it("leaves out what is younger than the grace", async () => {
    const { order } = await paidUnseen();
    await untilBooked();
    expect(await reconcile({ window: { days: 3 } })).toMatchObject({ ok: true, healed: 0 });
    expect(await stateOf(order)).toMatchObject({ grants: 0, payments: 0 });
    await reconcileNow();
  });

  it("counts money that was paid before the grace and booked within it", async () => {
    const { intent } = await paidUnseen();
    expect(await reconcileNow()).toMatchObject({ ok: true });
    await sql()`
      update payments set paid_at = paid_at - interval '20 minutes' where stripe_payment_intent_id = ${intent.id}`;
    const report = await reconcile({ window: { days: 3 } });
    expect(report.proof.filter(({ agrees }) => !agrees)).toEqual([]);
    expect(report.proof).toContainEqual(
      expect.objectContaining({ what: "fees", ours: expect.objectContaining({ count: 1 }) }),
    );
    expect(report).toMatchObject({ ok: true, findings: [] });
  });
});

describe("a bank's debit", () => {
  afterEach(() => restoreClock?.());

  it("counts on both sides also when it was booked long before its bank said yes", async () => {
    const { intent } = await paidUnseen();
    expect(await reconcileNow()).toMatchObject({ ok: true });
    const later = nowMs() + 10 * DAY_MS;
    await sql()`
      update payments set paid_at = ${new Date(later - DAY_MS)} where stripe_payment_intent_id = ${intent.id}`;
    restoreClock = useClock(() => later);
    const report = await reconcile({ window: { days: 3 } });
    expect(report.proof.map(({ what, ours, agrees }) => [what, ours.count, agrees])).toEqual([
      ["fees", 1, true],
      ["payments", 1, true],
      ["settled:usd", 1, true],
    ]);
    expect(report).toMatchObject({ ok: true, findings: [] });
  });
});

describe("a run that stops in the middle", () => {
  it("goes on from its page, and counts nothing twice", async () => {
    await paidUnseen();
    const stopped = await reconcile({ window: { days: 3 }, graceMs: 0, maxMs: 0 });
    expect(stopped).toMatchObject({ ok: false, state: "running", trouble: "time_was_up" });
    const report = await reconcileNow();
    expect(report).toMatchObject({ runId: stopped.runId, state: "finished" });
  });

  it("because Stripe is away says so, and leaves everything as it is", async () => {
    usePatience({ tries: 2, firstWaitMs: 1 });
    await breakCalls({ path: "/v1/payment_intents", method: "GET", action: "fail", count: 10, status: 503 });
    const stopped = await reconcileNow();
    expect(stopped).toMatchObject({ ok: false, state: "running" });
    expect(stopped.trouble).toContain("list of payment_intents");
    await breakCalls();
    closeBreaker();
    expect(await reconcileNow()).toMatchObject({ ok: true, runId: stopped.runId, trouble: null });
  });
});

describe("whoever waits for an answer", () => {
  it("does not wait longer than they said for a Stripe that is away", async () => {
    await paidUnseen();
    usePatience({ firstWaitMs: DAY_MS });
    await breakCalls({ path: "/v1/payment_intents", method: "GET", action: "fail", count: 10, status: 503 });
    const stopped = await reconcile({ window: { days: 3 }, graceMs: 0, maxMs: 3_600_000 });
    expect(stopped).toMatchObject({ ok: false, state: "running" });
    expect(stopped.trouble).toContain("list of payment_intents");
    await breakCalls();
    closeBreaker();
    usePatience({});
    expect(await reconcileNow()).toMatchObject({ ok: true, runId: stopped.runId });
  });
});

describe("what a machine would have to guess", () => {
  it("is left: a payment of ours that Stripe does not know", async () => {
    const money = moneyOf(await newOrder());
    await inTransaction((tx) => settlePayment(tx, money, money.createdAt));
    const report = await reconcileNow();
    expect(report).toMatchObject({ ok: false, state: "finished", healed: 0, left: 1 });
    expect(report.findings).toMatchObject([
      { kind: "unknown_to_stripe", objectId: money.id, action: "left", stripe: null, ours: { credits: 100 } },
    ]);
    const { stripe: theirs, ours } = report.proof.find(({ agrees }) => !agrees) ?? {};
    expect([ours?.count, ours?.sumMinor]).toEqual([(theirs?.count ?? 0) + 1, (theirs?.sumMinor ?? 0) + 500]);
  });
});
