import type Stripe from "stripe";
import { describe, expect, it } from "vitest";
import {
  browserCall,
  clientOf,
  openEmulator,
  openWebhook,
  type Received,
  until,
  WEBHOOK_SECRET,
} from "../testing/harness";

const hook = await openWebhook();
const running = await openEmulator({ webhook: { url: hook.url, secret: WEBHOOK_SECRET } });
const stripe = clientOf(running);
const { engine } = running;
const pay = { currency: "usd", confirm: true, return_url: "http://localhost/x" } as const;
const failure = (work: Promise<unknown>) =>
  work.then(
    () => expect.fail("it succeeded"),
    (error) => error,
  );

/** The types of all events about one intent, its charge included, oldest first. */
function written(intent: string): string[] {
  const { store } = engine.emulator;
  const mine = [...store.newest("event")].filter(
    ({ object }) => object.id === intent || (object as { payment_intent?: string }).payment_intent === intent,
  );
  return mine.reverse().map((event) => event.type);
}

const about = (id: string): Received[] =>
  hook.received.filter((one) => (one.event.data.object as { id: string }).id === id);

describe("the order of events", () => {
  it("created, charge succeeded, intent succeeded, and later the charge's settlement", async () => {
    const { id } = await stripe.paymentIntents.create({
      ...pay,
      amount: 500,
      payment_method: "pm_card_visa",
    });
    await until(() => written(id).includes("charge.updated"));
    expect(written(id)).toEqual([
      "payment_intent.created",
      "charge.succeeded",
      "payment_intent.succeeded",
      "charge.updated",
    ]);
    const updated = (await stripe.events.list({ type: "charge.updated" }))
      .data[0] as Stripe.ChargeUpdatedEvent;
    expect(updated.data.object.balance_transaction).toMatch(/^txn_/);
    expect(updated.data.previous_attributes).toEqual({ balance_transaction: null });
    expect(updated.request).toEqual({ id: null, idempotency_key: null });
  });

  it("a decline", async () => {
    const error = await failure(
      stripe.paymentIntents.create({ ...pay, amount: 500, payment_method: "pm_card_chargeDeclined" }),
    );
    expect(written(error.payment_intent.id)).toEqual([
      "payment_intent.created",
      "charge.failed",
      "payment_intent.payment_failed",
    ]);
  });

  it("3D Secure that fails writes no charge", async () => {
    const intent = await stripe.paymentIntents.create({
      ...pay,
      amount: 500,
      payment_method: "pm_card_authenticationRequired",
      use_stripe_sdk: true,
    });
    const source = String(intent.next_action?.use_stripe_sdk?.three_d_secure_2_source);
    await browserCall(running, "POST", "/v1/3ds2/authenticate", { source, outcome: "fail" });
    expect(written(intent.id)).toEqual([
      "payment_intent.created",
      "payment_intent.requires_action",
      "payment_intent.payment_failed",
    ]);
  });

  it("manual capture", async () => {
    const { id } = await stripe.paymentIntents.create({
      ...pay,
      amount: 500,
      payment_method: "pm_card_visa",
      capture_method: "manual",
    });
    await stripe.paymentIntents.capture(id);
    expect(written(id)).toEqual([
      "payment_intent.created",
      "charge.succeeded",
      "payment_intent.amount_capturable_updated",
      "charge.captured",
      "payment_intent.succeeded",
    ]);
  });
});

describe("delivery", () => {
  it("is signed over the raw bytes and carries Stripe's headers", async () => {
    const customer = await stripe.customers.create({ name: "名前 é" });
    await until(() => about(customer.id).length === 1);
    const { body, signature, headers, event } = about(customer.id)[0] as Received;
    expect(stripe.webhooks.constructEvent(body, signature, WEBHOOK_SECRET).id).toBe(event.id);
    expect(signature).toMatch(/^t=\d+,v1=[0-9a-f]{64},v0=[0-9a-f]{64}$/);
    expect(headers).toMatchObject({
      "content-type": "application/json; charset=utf-8",
      "user-agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
      "cache-control": "no-cache",
    });
    expect(event).toMatchObject({
      object: "event",
      type: "customer.created",
      livemode: false,
      pending_webhooks: 1,
      api_version: "2026-10-28.endive",
    });
    expect(event.request?.id).toMatch(/^req_/);
    expect(event.request?.idempotency_key).toMatch(/^stripe-node-retry-/);
    await expect
      .poll(async () => (await stripe.events.retrieve(event.id)).pending_webhooks, { interval: 5 })
      .toBe(0);
  });

  it("is tried again with a fresh signature until it is answered with 2xx", async () => {
    const flaky = await openWebhook([500, 302]);
    const endpoint = await stripe.webhookEndpoints.create({
      url: flaky.url,
      enabled_events: ["customer.updated"],
    });
    const { id } = await stripe.customers.create({});
    await stripe.customers.update(id, { name: "a" });
    await until(() => flaky.received.length === 3);
    expect(new Set(flaky.received.map((one) => one.event.id)).size).toBe(1);
    expect(new Set(flaky.received.map((one) => one.signature)).size).toBe(3);
    for (const { body, signature } of flaky.received)
      stripe.webhooks.constructEvent(body, signature, String(endpoint.secret));
    await stripe.webhookEndpoints.del(endpoint.id);
  });

  it("that never succeeds is found by delivery_success=false and sent again on request", async () => {
    const dead = await openWebhook([500, 500, 500, 500]);
    const endpoint = await stripe.webhookEndpoints.create({
      url: dead.url,
      enabled_events: ["customer.deleted"],
    });
    const { id } = await stripe.customers.create({});
    await stripe.customers.del(id);
    await until(() => dead.received.length === 4);
    const failed = async () =>
      (await stripe.events.list({ delivery_success: false, type: "customer.deleted" })).data.map(
        (one) => one.id,
      );
    const eventId = String(dead.received[0]?.event.id);
    await expect.poll(failed, { interval: 5 }).toEqual([eventId]);
    await stripe.rawRequest("POST", `/v1/events/${eventId}/retry`, { webhook_endpoint: endpoint.id });
    await until(() => dead.received.length === 5);
    await expect.poll(failed, { interval: 5 }).toEqual([]);
    await stripe.webhookEndpoints.del(endpoint.id);
  });

  it("keeps the object as it was when the event was written", async () => {
    const { id } = await stripe.customers.create({ name: "before" });
    await stripe.customers.update(id, { name: "after" });
    const [event] = (await stripe.events.list({ type: "customer.created", limit: 1 })).data;
    expect(event?.data.object).toMatchObject({ name: "before" });
    const [update] = (await stripe.events.list({ types: ["customer.updated", "customer.deleted"], limit: 1 }))
      .data;
    expect(update?.data.previous_attributes).toEqual({ name: "before" });
  });
});

describe("the list of events", () => {
  const ids = (list: { data: { id: string }[] }) => list.data.map(({ id }) => id);

  it("is read by type, wildcard, types and time, forwards and backwards, and a page says whether more follow", async () => {
    const made: string[] = [];
    for (let n = 0; n < 5; n += 1) made.push((await stripe.products.create({ name: `p${n}` })).id);
    await stripe.products.update(String(made[0]), { name: "new" });
    const types = ["product.created", "product.updated"];
    const all = await stripe.events.list({ types, limit: 6 });
    expect(all.data.map(({ type }) => type)).toEqual([
      "product.updated",
      ...made.map(() => "product.created"),
    ]);
    expect(ids(await stripe.events.list({ type: "product.*", limit: 6 }))).toEqual(ids(all));
    expect(ids(await stripe.events.list({ types: ["product.*"] }))).toEqual([]);

    const first = await stripe.events.list({ types, limit: 4 });
    expect([ids(first), first.has_more]).toEqual([ids(all).slice(0, 4), true]);
    const rest = await stripe.events.list({ types, limit: 4, starting_after: String(first.data[3]?.id) });
    expect([ids(rest), rest.has_more]).toEqual([ids(all).slice(4), false]);
    const newer = await stripe.events.list({ types, limit: 2, ending_before: String(rest.data[0]?.id) });
    expect([ids(newer), newer.has_more]).toEqual([ids(all).slice(2, 4), true]);

    const from = Number(all.data.at(-1)?.created);
    expect(ids(await stripe.events.list({ types, created: { gte: from }, limit: 6 }))).toEqual(ids(all));
    expect(ids(await stripe.events.list({ types, created: { lt: from } }))).toEqual([]);
    const tooMany = Array.from({ length: 21 }, (_, n) => `type.${n}`);
    expect((await failure(stripe.events.list({ types: tooMany }))).statusCode).toBe(400);
    expect((await failure(stripe.events.list({ types, type: "*" }))).statusCode).toBe(400);
  });

  it("goes back thirty days", async () => {
    const { id } = await stripe.coupons.create({ percent_off: 10, duration: "once" });
    const [event] = (await stripe.events.list({ type: "coupon.created" })).data;
    expect(event?.data.object).toMatchObject({ id });
    const { store } = engine.emulator;
    const age = (days: number) =>
      store.transaction(() => {
        const row = store.get("event", String(event?.id));
        if (row)
          store.put("event", row.id, { ...row, created: Math.floor(Date.now() / 1000) - days * 86_400 });
      });
    age(29);
    expect(ids(await stripe.events.list({ type: "coupon.created" }))).toEqual([event?.id]);
    age(31);
    expect(ids(await stripe.events.list({ type: "coupon.created" }))).toEqual([]);
    expect((await failure(stripe.events.retrieve(String(event?.id)))).code).toBe("resource_missing");
  });
});

describe("webhook endpoints", () => {
  it("tell their secret once, hear only what they enabled, and can be disabled", async () => {
    const heard = await openWebhook();
    const made = await stripe.webhookEndpoints.create({
      url: heard.url,
      enabled_events: ["customer.created"],
      api_version: "2026-10-28.endive",
    });
    expect(made.secret).toMatch(/^whsec_/);
    expect((await stripe.webhookEndpoints.retrieve(made.id)).secret).toBeUndefined();
    expect((await stripe.webhookEndpoints.list()).data.every((one) => one.secret === undefined)).toBe(true);
    const { id } = await stripe.customers.create({});
    await stripe.customers.update(id, { name: "x" });
    await until(() => heard.received.length === 1);
    await stripe.webhookEndpoints.update(made.id, { disabled: true });
    const later = await stripe.customers.create({});
    await until(() => about(later.id).length === 1);
    expect(heard.received).toHaveLength(1);
    expect(
      (await failure(stripe.webhookEndpoints.create({ url: "nowhere", enabled_events: ["*"] }))).code,
    ).toBe("url_invalid");
    expect((await stripe.webhookEndpoints.del(made.id)).deleted).toBe(true);
  });

  it("are at most sixteen", async () => {
    const make = () =>
      stripe.webhookEndpoints.create({ url: "http://127.0.0.1:9/x", enabled_events: ["payout.paid"] });
    for (let n = 0; n < 16; n += 1) await make();
    expect((await failure(make())).statusCode).toBe(400);
  });
});
