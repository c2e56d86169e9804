import { request as rawRequest } from "node:http";
import Stripe from "stripe";
import { describe, expect, it } from "vitest";
import { browserCall, clientOf, openEmulator, PUBLISHABLE_KEY, SECRET_KEY } from "../testing/harness";

const running = await openEmulator();
const stripe = clientOf(running);
const failure = (work: Promise<unknown>) =>
  work.then(
    () => expect.fail("it succeeded"),
    (error) => error,
  );

async function raw(path: string, init: RequestInit = {}) {
  const answer = await fetch(`${running.url}${path}`, init);
  return { status: answer.status, headers: answer.headers, body: JSON.parse(await answer.text()) };
}

const bearer = { authorization: `Bearer ${SECRET_KEY}` };
const form = { ...bearer, "content-type": "application/x-www-form-urlencoded" };
const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  raw(path, { method: "POST", body, headers: { ...form, ...headers } });

describe("keys", () => {
  it("Bearer, Basic and the key parameter all work", async () => {
    const basic = `Basic ${Buffer.from(`${SECRET_KEY}:`).toString("base64")}`;
    expect((await raw("/v1/customers", { headers: bearer })).status).toBe(200);
    expect((await raw("/v1/customers", { headers: { authorization: basic } })).status).toBe(200);
    expect((await raw(`/v1/customers?key=${SECRET_KEY}`)).status).toBe(200);
  });

  it("no key, a malformed key and a live key are each refused with 401", async () => {
    const none = await raw("/v1/customers");
    expect(none.status).toBe(401);
    expect(none.body.error.message).toContain("You did not provide an API key");
    const wrong = await failure(clientOf(running, "sk_test_1").customers.list());
    expect(wrong).toBeInstanceOf(Stripe.errors.StripeAuthenticationError);
    const live = await failure(clientOf(running, `sk_${"live"}_0123456789abcdef`).customers.list());
    expect(live).toBeInstanceOf(Stripe.errors.StripeAuthenticationError);
    expect(live.message).toContain("live key");
  });

  it("a publishable key may not list, refund or create intents", async () => {
    const error = await failure(clientOf(running, PUBLISHABLE_KEY).refunds.list());
    expect(error).toBeInstanceOf(Stripe.errors.StripePermissionError);
    expect(error.code).toBe("secret_key_required");
  });
});

describe("headers", () => {
  it("name the request, the version and the idempotency key", async () => {
    const first = await post("/v1/customers", "email=a@b.c", {
      "idempotency-key": "k1",
      "stripe-version": "2026-10-28.endive",
    });
    expect(first.headers.get("request-id")).toMatch(/^req_/);
    expect(first.headers.get("stripe-version")).toBe("2026-10-28.endive");
    expect(first.headers.get("idempotency-key")).toBe("k1");
    expect(first.headers.get("original-request")).toBe(first.headers.get("request-id"));
  });

  it("any page may call with a publishable key, preflight included", async () => {
    const preflight = await fetch(`${running.url}/v1/confirmation_tokens`, { method: "OPTIONS" });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-origin")).toBe("*");
    const refused = await raw("/v1/payment_intents", { headers: { origin: "https://shop.example" } });
    expect(refused.headers.get("access-control-allow-origin")).toBe("*");
  });

  it("a name other than loopback is refused: it may be a page that rebinds its name", async () => {
    const status = await new Promise((resolve) => {
      const headers = { ...bearer, host: "evil.example:80" };
      rawRequest(`${running.url}/v1/customers`, { headers }, (answer) =>
        resolve(answer.resume().statusCode),
      ).end();
    });
    expect(status).toBe(403);
  });
});

describe("errors", () => {
  it.each([
    ["/v1/payment_intents", "currency=usd", "parameter_missing", "amount", "Missing required param: amount."],
    [
      "/v1/payment_intents",
      "amount=abc&currency=usd",
      "parameter_invalid_integer",
      "amount",
      "Invalid integer: abc",
    ],
    [
      "/v1/payment_intents",
      "amount=49&currency=usd",
      "amount_too_small",
      "amount",
      "Amount must be at least $0.50 usd",
    ],
    [
      "/v1/payment_intents",
      "amount=49&currency=jpy",
      "amount_too_small",
      "amount",
      "Amount must be at least ¥50 jpy",
    ],
    [
      "/v1/payment_intents",
      "amount=1000000000000&currency=usd",
      "amount_too_large",
      "amount",
      "no more than",
    ],
    [
      "/v1/payment_intents",
      "amount=500&currency=usd&foo=1",
      "parameter_unknown",
      "foo",
      "Received unknown parameter: foo",
    ],
    ["/v1/customers", "shipping[planet]=mars", "parameter_unknown", "shipping[planet]", "shipping[planet]"],
    [
      "/v1/payment_intents",
      "amount=500&currency=usd&customer=cus_no",
      "resource_missing",
      "customer",
      "No such customer: 'cus_no'",
    ],
    ["/v1/payment_intents", "amount=500&currency=zzz", undefined, "currency", "Invalid currency"],
    ["/v1/payment_intents", "amount=&currency=usd", "parameter_invalid_empty", "amount", "empty string"],
  ])("%s %s", async (path, body, code, param, message) => {
    const { status, body: answer } = await post(path, body);
    expect(status).toBe(400);
    expect(answer.error).toMatchObject({ type: "invalid_request_error", param });
    expect(answer.error.code).toBe(code);
    expect(answer.error.message).toContain(message);
    expect(answer.error.request_log_url).toMatch(/^https:\/\/dashboard\.stripe\.com\/test\/logs\/req_/);
    if (code)
      expect(answer.error.doc_url).toBe(`https://stripe.com/docs/error-codes/${code.replaceAll("_", "-")}`);
  });

  it("an unknown id in the path is 404, an unknown URL too, and what is not emulated says so", async () => {
    const gone = await failure(stripe.paymentIntents.retrieve("pi_x"));
    expect(gone).toMatchObject({
      statusCode: 404,
      code: "resource_missing",
      param: "intent",
      message: "No such payment_intent: 'pi_x'",
    });
    const url = await raw("/v1/nonsense", { headers: bearer });
    expect(url.body.error.message).toContain("Unrecognized request URL (GET: /v1/nonsense)");
    const absent = await failure(stripe.quotes.list());
    expect(absent).toMatchObject({ statusCode: 404, code: "not_emulated" });
    expect((await failure(stripe.paymentIntents.search({ query: "x" }))).code).toBe("not_emulated");
  });

  it("JSON bodies are refused", async () => {
    expect((await post("/v1/customers", "{}", { "content-type": "application/json" })).status).toBe(400);
  });
});

describe("versions", () => {
  const body = "amount=500&currency=usd&payment_method_types[]=card";
  it("payment_method_types is refused from 2026-08-26 on, and accepted before or without a version", async () => {
    const now = await post("/v1/payment_intents", body, { "stripe-version": "2026-10-28.endive" });
    expect(now.body.error.code).toBe("payment_method_types_no_longer_supported");
    const headers: Record<string, string>[] = [{}, { "stripe-version": "2026-03-25.dahlia" }];
    for (const older of headers) {
      const { body: intent } = await post("/v1/payment_intents", body, older);
      expect(intent).toMatchObject({ payment_method_types: ["card"], automatic_payment_methods: null });
    }
    expect((await post("/v1/payment_intents", body, { "stripe-version": "yesterday" })).status).toBe(400);
  });
});

describe("lists", () => {
  it("page in both directions, newest first, and filter by time", async () => {
    const made: string[] = [];
    for (let n = 0; n < 7; n += 1) made.unshift((await stripe.customers.create({ email: "list@x.y" })).id);
    const all = await stripe.customers.list({ email: "list@x.y" }).autoPagingToArray({ limit: 100 });
    expect(all.map((one) => one.id)).toEqual(made);
    const page = await stripe.customers.list({ email: "list@x.y", limit: 3 });
    expect(page).toMatchObject({ object: "list", url: "/v1/customers", has_more: true });
    const next = await stripe.customers.list({
      email: "list@x.y",
      limit: 3,
      starting_after: String(made[2]),
    });
    expect(next.data.map((one) => one.id)).toEqual(made.slice(3, 6));
    const back = await stripe.customers.list({ email: "list@x.y", limit: 2, ending_before: String(made[3]) });
    expect(back.data.map((one) => one.id)).toEqual(made.slice(1, 3));
    expect(back.has_more).toBe(true);
    const future = Math.floor(Date.now() / 1000) + 100;
    expect((await stripe.customers.list({ created: { gte: future } })).data).toEqual([]);
    expect((await failure(stripe.customers.list({ limit: 101 }))).param).toBe("limit");
    expect((await failure(stripe.customers.list({ starting_after: "cus_no" }))).code).toBe(
      "resource_missing",
    );
  });
});

describe("expand", () => {
  it("goes four levels deep, through lists, and refuses what is not there", async () => {
    const customer = await stripe.customers.create({ email: "e@x.y" });
    const intent = await stripe.paymentIntents.create({
      amount: 700,
      currency: "eur",
      customer: customer.id,
      payment_method: "pm_card_visa",
      confirm: true,
      capture_method: "automatic",
      return_url: "http://localhost/x",
      expand: ["latest_charge.balance_transaction.source.payment_intent", "customer"],
    });
    const charge = intent.latest_charge as Stripe.Charge;
    const settled = charge.balance_transaction as Stripe.BalanceTransaction;
    expect(settled).toMatchObject({ currency: "usd", exchange_rate: 1.08, amount: 756 });
    expect((settled.source as Stripe.Charge).payment_intent).toMatchObject({ id: intent.id });
    expect(intent.customer).toMatchObject({ email: "e@x.y" });
    const list = await stripe.paymentIntents.list({ customer: customer.id, expand: ["data.latest_charge"] });
    expect(list.data[0]?.latest_charge).toMatchObject({ object: "charge" });
    expect((await stripe.charges.retrieve(charge.id)).refunds).toBeUndefined();
    expect((await stripe.charges.retrieve(charge.id, { expand: ["refunds"] })).refunds).toMatchObject({
      data: [],
    });
    expect((await failure(stripe.charges.retrieve(charge.id, { expand: ["amount"] }))).message).toContain(
      "cannot be expanded (amount)",
    );
    const deep = "latest_charge.balance_transaction.source.payment_intent.customer";
    expect((await failure(stripe.paymentIntents.retrieve(intent.id, { expand: [deep] }))).message).toContain(
      "4 levels",
    );
  });
});

describe("metadata", () => {
  it("merges, removes a key by an empty value, clears by an empty hash, and has limits", async () => {
    const { id } = await stripe.customers.create({ metadata: { a: "1", b: "2" } });
    expect((await stripe.customers.update(id, { metadata: { a: "", c: "3" } })).metadata).toEqual({
      b: "2",
      c: "3",
    });
    expect((await stripe.customers.update(id, { metadata: "" })).metadata).toEqual({});
    expect(
      (await failure(stripe.customers.update(id, { metadata: { k: "x".repeat(501) } }))).message,
    ).toContain("500");
    expect(
      (await failure(stripe.customers.update(id, { metadata: { ["k".repeat(41)]: "x" } }))).message,
    ).toContain("40");
    const many = Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`k${n}`, "v"]));
    expect((await failure(stripe.customers.update(id, { metadata: many }))).message).toContain("50");
  });

  it("the emulator's own switches cannot be turned by a foreign page", async () => {
    const foreign = await raw("/_emulator/reset", {
      method: "POST",
      headers: { origin: "https://evil.example" },
    });
    expect(foreign.status).toBe(403);
    expect(
      (await browserCall(running, "GET", "/v1/elements/sessions", { currency: "cny" })).body,
    ).toMatchObject({
      payment_method_preference: { ordered_payment_method_types: ["card", "alipay"] },
    });
  });
});
