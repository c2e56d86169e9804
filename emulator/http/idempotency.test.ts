import Stripe from "stripe";
import { describe, expect, it } from "vitest";
import { clientOf, openEmulator, SECRET_KEY } from "../testing/harness";

const running = await openEmulator();
const stripe = clientOf(running);
const { faults } = running.engine.emulator;
const failure = (work: Promise<unknown>) =>
  work.then(
    () => expect.fail("it succeeded"),
    (error) => error,
  );
const intents = async () => (await stripe.paymentIntents.list({ limit: 100 })).data.length;
const params = { amount: 900, currency: "usd" };

describe("one idempotency key", () => {
  it("creates once and replays the first answer", async () => {
    const before = await intents();
    const first = await stripe.paymentIntents.create(params, { idempotencyKey: "once" });
    const again = await stripe.paymentIntents.create(params, { idempotencyKey: "once" });
    expect(again.id).toBe(first.id);
    expect(again.lastResponse.headers["idempotent-replayed"]).toBe("true");
    expect(again.lastResponse.headers["original-request"]).toBe(first.lastResponse.requestId);
    expect(again.lastResponse.requestId).not.toBe(first.lastResponse.requestId);
    expect(await intents()).toBe(before + 1);
  });

  it("with other parameters or for another call is an idempotency error", async () => {
    await stripe.paymentIntents.create(params, { idempotencyKey: "same" });
    const other = await failure(
      stripe.paymentIntents.create({ ...params, amount: 901 }, { idempotencyKey: "same" }),
    );
    expect(other).toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
    expect(other.statusCode).toBe(400);
    expect(await failure(stripe.customers.create({}, { idempotencyKey: "same" }))).toBeInstanceOf(
      Stripe.errors.StripeIdempotencyError,
    );
  });

  it("remembers a decline: another card needs another key", async () => {
    const { id } = await stripe.paymentIntents.create(params);
    const pay = (payment_method: string, idempotencyKey: string) =>
      stripe.paymentIntents.confirm(
        id,
        { payment_method, return_url: "http://localhost/x" },
        { idempotencyKey },
      );
    const first = await failure(pay("pm_card_chargeDeclined", "try"));
    const replay = await failure(pay("pm_card_chargeDeclined", "try"));
    expect(replay).toMatchObject({ statusCode: 402, charge: first.charge });
    expect(replay.headers["idempotent-replayed"]).toBe("true");
    expect((await pay("pm_card_visa", "try 2")).status).toBe("succeeded");
    expect((await stripe.charges.list({ payment_intent: id })).data).toHaveLength(2);
  });

  it("forgets a call that was refused for its parameters or its key", async () => {
    await failure(stripe.paymentIntents.create({ ...params, amount: 1 }, { idempotencyKey: "fixed" }));
    expect((await stripe.paymentIntents.create(params, { idempotencyKey: "fixed" })).amount).toBe(900);
    await failure(clientOf(running, "sk_test_1").customers.create({}, { idempotencyKey: "key" }));
    expect((await stripe.customers.create({}, { idempotencyKey: "key" })).object).toBe("customer");
  });

  it("remembers a 500 of a call that had begun, but not one that never began, nor a 429", async () => {
    const fail = (when: "before" | "during", status: number) => {
      faults.calls = [{ path: "/v1/customers", count: 1, action: "fail", when, status }];
    };
    fail("during", 500);
    await failure(stripe.customers.create({}, { idempotencyKey: "began" }));
    const replay = await failure(stripe.customers.create({}, { idempotencyKey: "began" }));
    expect(replay).toMatchObject({ statusCode: 500 });
    expect(replay.headers["idempotent-replayed"]).toBe("true");
    for (const status of [503, 429]) {
      fail("before", status);
      expect((await failure(stripe.customers.create({}, { idempotencyKey: `s${status}` }))).statusCode).toBe(
        status,
      );
      expect((await stripe.customers.create({}, { idempotencyKey: `s${status}` })).object).toBe("customer");
    }
  });

  it("is in use while its first call hangs, and free when that caller has gone", async () => {
    faults.calls = [{ path: "/v1/customers", count: 1, action: "hang" }];
    const caller = new AbortController();
    const hanging = failure(
      fetch(`${running.url}/v1/customers`, {
        method: "POST",
        headers: { authorization: `Bearer ${SECRET_KEY}`, "idempotency-key": "slow" },
        signal: caller.signal,
      }),
    );
    await expect.poll(() => faults.calls.length, { interval: 5 }).toBe(0);
    const second = await failure(stripe.customers.create({}, { idempotencyKey: "slow" }));
    expect(second).toMatchObject({
      statusCode: 409,
      code: "idempotency_key_in_use",
      rawType: "idempotency_error",
    });
    expect(second.headers["stripe-should-retry"]).toBe("true");
    caller.abort();
    expect((await hanging).name).toBe("AbortError");
    await expect
      .poll(
        async () => (await stripe.customers.create({}, { idempotencyKey: "slow" }).catch(() => null))?.object,
        { interval: 20 },
      )
      .toBe("customer");
  });
});
