import Stripe from "stripe";
import { beforeEach, describe, expect, it } from "vitest";
import { clientOf, openEmulator, openWebhook, until, WEBHOOK_SECRET } from "../testing/harness";

const hook = await openWebhook();
const running = await openEmulator({ webhook: { url: hook.url, secret: WEBHOOK_SECRET } });
const stripe = clientOf(running);
const failure = (work: Promise<unknown>) =>
  work.then(
    () => expect.fail("it succeeded"),
    (error) => error,
  );

async function faults(body: object): Promise<number> {
  const answer = await fetch(`${running.url}/_emulator/faults`, {
    method: "POST",
    body: JSON.stringify(body),
  });
  return answer.status;
}

beforeEach(async () => {
  await fetch(`${running.url}/_emulator/reset`, { method: "POST" });
  hook.received.length = 0;
});

const types = () => hook.received.map((one) => one.event.type);

describe("deliveries", () => {
  it("are duplicated, with the same event id or with one of their own", async () => {
    await faults({ deliveries: { duplicate: 1 } });
    await stripe.customers.create({});
    await until(() => hook.received.length === 2);
    expect(new Set(hook.received.map((one) => one.event.id)).size).toBe(1);
    await faults({ deliveries: { duplicate: 1, secondId: true } });
    await stripe.customers.create({});
    await until(() => hook.received.length === 4);
    expect(new Set(hook.received.map((one) => one.event.id)).size).toBe(3);
  });

  it("are reordered", async () => {
    await faults({ deliveries: { reorder: true } });
    await stripe.paymentIntents.create({
      amount: 500,
      currency: "usd",
      payment_method: "pm_card_visa",
      confirm: true,
      return_url: "http://localhost/x",
    });
    await until(() => hook.received.length >= 4);
    expect(types().indexOf("payment_intent.succeeded")).toBeLessThan(
      types().indexOf("payment_intent.created"),
    );
  });

  it("are delayed or dropped by type, and can be found and resent", async () => {
    await faults({ deliveries: { drop: true, types: ["customer.*"] } });
    const { id } = await stripe.customers.create({});
    await stripe.paymentIntents.create({ amount: 500, currency: "usd", customer: id });
    await until(() => hook.received.length === 1);
    expect(types()).toEqual(["payment_intent.created"]);
    const [lost] = (await stripe.events.list({ delivery_success: false })).data;
    expect(lost?.type).toBe("customer.created");
    await faults({ deliveries: { delayMs: 120 } });
    const started = Date.now();
    await stripe.customers.create({});
    await until(() => hook.received.length === 2);
    expect(Date.now() - started).toBeGreaterThanOrEqual(120);
  });
});

describe("calls", () => {
  it("fail so many times and then work: the client's own retries get through", async () => {
    await faults({
      calls: [{ method: "POST", path: "/v1/payment_intents", count: 2, action: "fail", status: 500 }],
    });
    const intent = await clientOf(running, undefined, 2).paymentIntents.create({
      amount: 500,
      currency: "usd",
    });
    expect(intent.status).toBe("requires_payment_method");
    expect((await stripe.paymentIntents.list()).data).toHaveLength(1);
  });

  it("that are reset before run nothing, after they ran the key replays what was done", async () => {
    await faults({ calls: [{ path: "/v1/customers", count: 2, action: "reset" }] });
    expect(await failure(stripe.customers.create({}))).toBeInstanceOf(Stripe.errors.StripeConnectionError);
    expect((await stripe.customers.list()).data).toHaveLength(0);
    await fetch(`${running.url}/_emulator/faults`, { method: "DELETE" });
    await faults({ calls: [{ path: "/v1/cust*", count: 2, action: "reset", when: "after" }] });
    await failure(stripe.customers.create({ name: "once" }, { idempotencyKey: "lost" }));
    await fetch(`${running.url}/_emulator/faults`, { method: "DELETE" });
    const again = await stripe.customers.create({ name: "once" }, { idempotencyKey: "lost" });
    expect((await stripe.customers.list()).data.map((one) => one.id)).toEqual([again.id]);
  });

  it("hang until the caller gives up", async () => {
    await faults({ calls: [{ path: "/v1/customers", count: 1, action: "hang" }] });
    const error = await failure(stripe.customers.list({}, { timeout: 80 }));
    expect(error).toBeInstanceOf(Stripe.errors.StripeConnectionError);
  });

  it("a fault that makes no sense is refused with its reason", async () => {
    expect(await faults({ calls: [{ path: "/v1", count: 0, action: "explode" }] })).toBe(400);
    expect(await faults({ unknown: true })).toBe(400);
  });
});

it("the state shows objects, events and deliveries", async () => {
  const { id } = await stripe.customers.create({});
  await until(() => hook.received.length === 1);
  const state = await (await fetch(`${running.url}/_emulator/state`)).json();
  expect(state.objects.customer[0].id).toBe(id);
  expect(state.events[0].type).toBe("customer.created");
  expect(state.deliveries[0]).toMatchObject({ event: state.events[0].id, endpoint: "app_webhook" });
});
