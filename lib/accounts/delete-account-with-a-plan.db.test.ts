import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { inTransaction } from "@/db/transaction";
import { findPerson } from "@/lib/auth/person";
import { newcomer, PASSWORD } from "@/lib/auth/testing";
import { claimOrder, releaseOrder } from "@/lib/checkout/claim-order";
import { createOrder } from "@/lib/checkout/create-order";
import { payOrder } from "@/lib/checkout/pay-order";
import { brokenPromises } from "@/lib/checkout/testing";
import { newPlanOrder, pay } from "@/lib/checkout/testing/plans";
import { ensureCustomer } from "@/lib/customers/ensure-customer";
import { enterCard } from "@/lib/payment-methods/testing";
import { newId } from "@/lib/platform/ids";
import { setUpCatalog } from "@/lib/setup/set-up-catalog";
import { stripe } from "@/lib/stripe/client";
import {
  authenticate,
  breakCalls,
  CARDS,
  newToken,
  paymentIntentsOf,
  readFromStripe,
  useEmulator,
} from "@/lib/stripe/testing";
import { catchUp } from "@/lib/subscriptions/catch-up";
import { planStateOf } from "@/lib/subscriptions/testing/facts";
import { advance, subscribe } from "@/lib/subscriptions/testing/subscribers";
import { deleteAccount } from "./delete-account";

useTestDatabase();
useEmulator();
beforeAll(async () => {
  await setUpCatalog();
});
// So many people sign up here from one address that the limit of it is reached.
beforeEach(() => sql()`delete from rate_limits`);
afterAll(async () => expect(await brokenPromises()).toEqual([]));

const DAY = 86_400;
const TWO_MONTHS = 62 * DAY;
const PRO = "topup_pro_month_usd";

/** A signed-in person whose wallet pays as a customer in a test clock, by a card that is saved. */
async function personByClock(card: string | null = "pm_card_visa") {
  const { person, caller } = await newcomer();
  const clock = await stripe().testHelpers.testClocks.create({ frozen_time: Math.floor(Date.now() / 1000) });
  const { id: customerId } = await stripe().customers.create({ test_clock: clock.id });
  await sql()`update wallets set stripe_customer_id = ${customerId} where id = ${person.walletId}`;
  if (card) await payBy(customerId, card);
  const remove = () => deleteAccount(caller, person, { password: PASSWORD });
  return { ...person, caller, customerId, clockId: clock.id, remove };
}
type ByClock = Awaited<ReturnType<typeof personByClock>>;

async function payBy(customerId: string, card: string): Promise<void> {
  const method = await stripe().paymentMethods.attach(card, { customer: customerId });
  await stripe().customers.update(customerId, { invoice_settings: { default_payment_method: method.id } });
}

async function withPlan(more: object = {}) {
  const who = await personByClock();
  const { id } = await subscribe(who, PRO, more);
  await catchUp(id);
  return { who, planId: id };
}

async function exists({ caller }: ByClock): Promise<boolean> {
  return (await findPerson(caller.headers)) !== null;
}

/** Money that was taken from a customer so far. */
async function chargesOf({ customerId }: ByClock): Promise<number> {
  const { data } = await stripe().charges.list({ customer: customerId, limit: 100 });
  return data.filter(({ status }) => status === "succeeded").length;
}

async function expectEnded(who: ByClock, charges: number): Promise<void> {
  expect(await exists(who)).toBe(false);
  expect(await stripe().customers.retrieve(who.customerId)).toMatchObject({ deleted: true });
  await advance(who, TWO_MONTHS);
  expect(await chargesOf(who)).toBe(charges);
  for (const { status } of (await planStateOf(who.walletId)).subscriptions) expect(status).toBe("canceled");
}

describe("deleting an account with a live plan", () => {
  it("ends the plan at Stripe at once, and two months later nothing has been charged", async () => {
    const { who, planId } = await withPlan();
    expect(await who.remove()).toMatchObject({ ok: true });
    expect((await stripe().subscriptions.retrieve(planId)).status).toBe("canceled");
    await expectEnded(who, 1);
    expect(await planStateOf(who.walletId)).toMatchObject({ available: 1000, grants: 1 });
  });

  it("does not begin before the password is right", async () => {
    const { who, planId } = await withPlan();
    const wrong = await deleteAccount(who.caller, who, { password: "wrong wrong wrong" });
    expect(wrong).toMatchObject({ refusal: "password_wrong" });
    expect((await stripe().subscriptions.retrieve(planId)).status).toBe("active");
  });

  it("ends a trial before its first charge", async () => {
    const { who } = await withPlan({ trial_period_days: 7 });
    expect(await who.remove()).toMatchObject({ ok: true });
    await expectEnded(who, 0);
  });

  it("in the hour between a renewal's draft and its charge leaves nothing to charge", async () => {
    const { who } = await withPlan();
    const { data } = await stripe().subscriptions.list({ customer: who.customerId });
    const end = data[0]?.items.data[0]?.current_period_end ?? 0;
    const { frozen_time: at } = await stripe().testHelpers.testClocks.retrieve(who.clockId);
    await advance(who, end - at + 600);
    expect((await stripe().invoices.list({ customer: who.customerId, status: "draft" })).data).toHaveLength(
      1,
    );
    expect(await who.remove()).toMatchObject({ ok: true });
    await expectEnded(who, 1);
  });

  it("takes back an open invoice, so that no retry collects it", async () => {
    const { who } = await withPlan();
    await payBy(who.customerId, "pm_card_chargeCustomerFail");
    await advance(who, 32 * DAY);
    const [open] = (await stripe().invoices.list({ customer: who.customerId, status: "open" })).data;
    expect(await who.remove()).toMatchObject({ ok: true });
    expect((await stripe().invoices.retrieve(open?.id ?? "")).status).toBe("void");
    await expectEnded(who, 1);
  });

  it("with an upgrade that waits for its payment charges neither the old plan nor the new one", async () => {
    const { who, planId } = await withPlan();
    const plan = await stripe().subscriptions.retrieve(planId);
    const [scale] = (await stripe().prices.list({ lookup_keys: ["topup_scale_month_usd"] })).data;
    await payBy(who.customerId, "pm_card_chargeCustomerFail");
    const pending = await stripe().subscriptions.update(planId, {
      items: [{ id: plan.items.data[0]?.id ?? "", price: scale?.id ?? "" }],
      payment_behavior: "pending_if_incomplete",
      proration_behavior: "always_invoice",
    });
    expect(pending.pending_update).not.toBeNull();
    expect(await who.remove()).toMatchObject({ ok: true });
    expect((await stripe().invoices.list({ customer: who.customerId, status: "open" })).data).toEqual([]);
    await expectEnded(who, 1);
  });

  it("ends every subscription, also one made by hand that is no plan of ours and one not yet paid", async () => {
    const { who } = await withPlan();
    const other = await stripe().prices.create({
      ...{ currency: "usd", unit_amount: 700, recurring: { interval: "week" } },
      product_data: { name: "Other" },
    });
    await stripe().subscriptions.create({ customer: who.customerId, items: [{ price: other.id }] });
    await subscribe(who, "topup_scale_month_usd", { payment_behavior: "default_incomplete" });
    expect(await who.remove()).toMatchObject({ ok: true });
    const { data } = await stripe().subscriptions.list({ customer: who.customerId, status: "all" });
    expect(new Set(data.map(({ status }) => status))).toEqual(new Set(["canceled"]));
    await expectEnded(who, 2);
  });
});

describe("deleting an account with an order in flight", () => {
  it("gives up the order, so that the bank's check in another tab leads to nothing", async () => {
    const who = await personByClock(null);
    const order = await createOrder({ walletId: who.walletId, packId: "starter", currency: "usd" });
    if (!order.ok) throw new Error(order.refusal);
    const request = { walletId: who.walletId, orderId: order.orderId, returnUrl: "http://localhost:3000/" };
    const confirmationTokenId = await newToken(CARDS.threeDSecure);
    expect(await payOrder({ ...request, confirmationTokenId })).toMatchObject({ outcome: "requires_action" });
    expect(await who.remove()).toMatchObject({ ok: true });
    expect(await paymentIntentsOf(order.orderId)).toMatchObject([{ status: "canceled" }]);
    await expectEnded(who, 0);
  });

  it("is refused by name while somebody pays at this moment, and the account stays", async () => {
    const { who, planId } = await withPlan();
    const order = await createOrder({ walletId: who.walletId, packId: "starter", currency: "usd" });
    if (!order.ok) throw new Error(order.refusal);
    const claim = await claimOrder(who.walletId, order.orderId);
    if (!claim.ok) throw new Error(claim.refusal);
    expect(await who.remove()).toEqual({ ok: false, refusal: "payment_in_progress" });
    expect(await exists(who)).toBe(true);
    expect((await stripe().subscriptions.retrieve(planId)).status).toBe("active");
    await releaseOrder(claim.order);
    expect(await who.remove()).toMatchObject({ ok: true });
    await expectEnded(who, 1);
  });

  it.each([0, 7])(
    "of a plan whose card the bank checks (%i days of trial), begins no plan",
    async (trialDays) => {
      const who = await personByClock(null);
      const order = await newPlanOrder({ planId: trialDays > 0 ? "pro" : "starter" }, who.walletId);
      const asked = await pay(order, CARDS.threeDSecure);
      if (asked.outcome !== "requires_action") throw new Error(asked.outcome);
      const kind = asked.intent === "setup" ? "setup_intents" : "payment_intents";
      const atBank = await readFromStripe<Parameters<typeof authenticate>[0]>(
        `/v1/${kind}/${asked.clientSecret.split("_secret_")[0]}`,
      );
      expect(await who.remove()).toMatchObject({ ok: true });
      await authenticate(atBank, "complete");
      await expectEnded(who, 0);
      const [left] = await sql()`select status from orders where id = ${order.orderId}`;
      expect(left?.status).toBe("canceled");
      const live = await stripe().subscriptions.list({ customer: who.customerId });
      expect(live.data).toEqual([]);
    },
  );

  it("of a plan, with Stripe away in between, keeps the account, and the next try goes on", async () => {
    const who = await personByClock(null);
    const order = await newPlanOrder({}, who.walletId);
    expect(await pay(order, CARDS.threeDSecure)).toMatchObject({ outcome: "requires_action" });
    await breakCalls({ path: "/v1/subscriptions/sub_*", method: "GET", action: "fail", count: 3 });
    expect(await who.remove()).toEqual({ ok: false, refusal: "stripe_unavailable" });
    await breakCalls({ path: "/v1/subscriptions/*", method: "DELETE", action: "fail", count: 3 });
    expect(await who.remove()).toEqual({ ok: false, refusal: "stripe_unavailable" });
    expect(await exists(who)).toBe(true);
    expect(await who.remove()).toMatchObject({ ok: true });
    await expectEnded(who, 0);
  });

  it("leaves no customer behind that a late request could make", async () => {
    const { who } = await withPlan();
    expect(await who.remove()).toMatchObject({ ok: true });
    expect(await ensureCustomer(who.walletId, who.customerId)).toMatchObject({
      ok: false,
      trouble: { code: "wallet_closed" },
    });
    expect(await enterCard(who.walletId, CARDS.fine)).toMatchObject({ refusal: "wallet_closed" });
  });
});

/** Waits until so many transactions are waiting for a lock that another one holds. */
async function untilSomebodyWaits(count = 1): Promise<void> {
  await vi.waitFor(
    async () => {
      const [waiting] = await sql()`
        select count(*)::int as count from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`;
      expect(waiting?.count).toBeGreaterThanOrEqual(count);
    },
    { timeout: 15_000, interval: 20 },
  );
}

describe("what begins in another tab while everything is ended", () => {
  it("an order, is given up too before the person is removed", async () => {
    const { who } = await withPlan();
    let deleting: ReturnType<typeof who.remove> | null = null;
    const orderId = newId();
    await inTransaction(async (tx) => {
      await tx`
        insert into orders (wallet_id, id, kind, item, currency, amount_minor, credits, validity_months, livemode, status)
        values (${who.walletId}, ${orderId}, 'pack', 'starter', 'usd', 500, 100, 12, false, 'open')`;
      deleting ??= who.remove();
      await untilSomebodyWaits();
    });
    expect(await deleting).toMatchObject({ ok: true });
    const [order] = await sql()`select status from orders where id = ${orderId}`;
    expect(order?.status).toBe("canceled");
    await expectEnded(who, 1);
  });

  it("a customer with a plan of its own, is ended too before the person is removed", async () => {
    const { who } = await withPlan();
    const other = await personByClock();
    const { id: planId } = await subscribe(other, PRO);
    await sql()`update wallets set stripe_customer_id = null where id = ${other.walletId}`;
    let deleting: ReturnType<typeof who.remove> | null = null;
    await inTransaction(async (tx) => {
      await tx`update wallets set stripe_customer_id = ${other.customerId} where id = ${who.walletId}`;
      deleting ??= who.remove();
      await untilSomebodyWaits();
    });
    expect(await deleting).toMatchObject({ ok: true });
    expect((await stripe().subscriptions.retrieve(planId)).status).toBe("canceled");
    await expectEnded(who, 1);
  });
});

describe("when Stripe answers only half way", () => {
  const steps = [
    ["before the plan is ended", { path: "/v1/subscriptions/*", method: "DELETE", when: "before" }],
    ["when the open invoice is taken back", { path: "/v1/invoices/*/void", when: "before" }],
    ["before the customer is deleted", { path: "/v1/customers/*", method: "DELETE", when: "before" }],
    [
      "when our copy is brought up to date",
      { path: "/v1/subscriptions/sub_*", method: "GET", when: "before" },
    ],
  ] as const;

  it.each(steps)("%s, the account is still there, and the next try goes on", async (_step, fault) => {
    const { who } = await withPlan();
    await payBy(who.customerId, "pm_card_chargeCustomerFail");
    await advance(who, 32 * DAY);
    await breakCalls({ ...fault, action: "fail", count: 3 });
    expect(await who.remove()).toEqual({ ok: false, refusal: "stripe_unavailable" });
    expect(await exists(who)).toBe(true);
    expect(await who.remove()).toMatchObject({ ok: true });
    await expectEnded(who, 1);
  });

  it.each(["/v1/subscriptions/*", "/v1/customers/*"])(
    "and an answer is lost of a step that was done (DELETE %s), it is done all the same",
    async (path) => {
      const { who } = await withPlan();
      await breakCalls({ path, method: "DELETE", when: "after", action: "reset", count: 1 });
      expect(await who.remove()).toMatchObject({ ok: true });
      await expectEnded(who, 1);
    },
  );

  it("and the person gives up on it, the account works on and can have a new plan", async () => {
    const { who } = await withPlan();
    await breakCalls({ path: "/v1/subscriptions/sub_*", method: "GET", action: "fail", count: 3 });
    expect(await who.remove()).toMatchObject({ refusal: "stripe_unavailable" });
    expect(await enterCard(who.walletId, CARDS.fine)).toEqual({ outcome: "added" });
    const [wallet] = await sql()`select stripe_customer_id as id from wallets where id = ${who.walletId}`;
    expect(wallet?.id).not.toBe(who.customerId);
    const again = await subscribe({ ...who, customerId: String(wallet?.id) }, PRO);
    expect(again.status).toBe("active");
    expect(await who.remove()).toMatchObject({ ok: true });
    expect((await stripe().subscriptions.retrieve(again.id)).status).toBe("canceled");
  });
});

describe("pressed twice", () => {
  it("deletes once, and both hear that it is done", async () => {
    const { who } = await withPlan();
    let both: ReturnType<typeof who.remove>[] = [];
    // Whoever comes when the account is gone has no password to confirm: both are on their way before it goes.
    await inTransaction(async (tx) => {
      await tx`select 1 from wallets where id = ${who.walletId} for update`;
      both = [who.remove(), who.remove()];
      await untilSomebodyWaits(2);
    });
    expect(await Promise.all(both)).toMatchObject([{ ok: true }, { ok: true }]);
    await expectEnded(who, 1);
  });
});
