import type Stripe from "stripe";
import { describe, expect, it } from "vitest";
import { browserDeps } from "../browser-deps";
import { browserCall, cardForm, clientOf, openEmulator } from "../testing/harness";

const running = await openEmulator();
const stripe = clientOf(running);
const deps = browserDeps(running.engine.emulator);
const return_url = "http://localhost:3000/orders/1";
const failure = (work: Promise<unknown>) =>
  work.then(
    () => expect.fail("it succeeded"),
    (error) => error,
  );
const create = (params: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  stripe.paymentIntents.create({ amount: 4900, currency: "usd", ...params });

async function token(form: Record<string, string>): Promise<string> {
  return String(
    (await browserCall(running, "POST", "/v1/confirmation_tokens", { return_url, ...form })).body.id,
  );
}

describe("a confirm", () => {
  it("needs a payment method", async () => {
    const error = await failure(stripe.paymentIntents.confirm((await create()).id, { return_url }));
    expect(error).toMatchObject({ statusCode: 400, code: "payment_intent_unexpected_state" });
    expect(error.payment_intent.status).toBe("requires_payment_method");
  });

  it("needs a return_url while redirects are allowed, and leaves nothing behind without one", async () => {
    const count = async () => (await stripe.paymentIntents.list({ limit: 100 })).data.length;
    const before = await count();
    const error = await failure(create({ confirm: true, payment_method: "pm_card_visa" }));
    expect(error).toMatchObject({ statusCode: 400, param: "return_url" });
    expect(await count()).toBe(before);
    const automatic_payment_methods = { enabled: true, allow_redirects: "never" } as const;
    expect(
      (await create({ confirm: true, payment_method: "pm_card_visa", automatic_payment_methods })).status,
    ).toBe("succeeded");
  });

  it("of a paid or canceled intent is refused and shows the intent", async () => {
    const paid = await create({ confirm: true, payment_method: "pm_card_visa", return_url });
    const error = await failure(
      stripe.paymentIntents.confirm(paid.id, { payment_method: "pm_card_visa", return_url }),
    );
    expect(error).toMatchObject({ code: "payment_intent_unexpected_state", statusCode: 400 });
    expect(error.payment_intent).toMatchObject({ id: paid.id, status: "succeeded" });
    expect((await failure(stripe.paymentIntents.cancel(paid.id))).code).toBe(
      "payment_intent_unexpected_state",
    );
    const { id } = await create();
    const canceled = await stripe.paymentIntents.cancel(id, { cancellation_reason: "abandoned" });
    expect(canceled).toMatchObject({ status: "canceled", cancellation_reason: "abandoned" });
    expect(
      (await failure(stripe.paymentIntents.confirm(id, { payment_method: "pm_card_visa", return_url }))).code,
    ).toBe("payment_intent_unexpected_state");
  });

  it("only confirm-time parameters need confirm=true", async () => {
    expect((await failure(create({ return_url }))).param).toBe("return_url");
    expect((await failure(create({ off_session: true }))).param).toBe("off_session");
  });

  it("without Stripe.js sends the payer to a page", async () => {
    const intent = await create({
      confirm: true,
      payment_method: "pm_card_authenticationRequired",
      return_url,
    });
    expect(intent.next_action).toMatchObject({ type: "redirect_to_url", redirect_to_url: { return_url } });
    expect(intent.next_action?.redirect_to_url?.url).toMatch(
      `${running.url}/_emulator/three-ds?source=payatt_`,
    );
  });

  it("that may not ask the payer is declined instead", async () => {
    const params = { confirm: true, payment_method: "pm_card_authenticationRequired", return_url };
    const error = await failure(create({ ...params, error_on_requires_action: true }));
    expect(error).toMatchObject({ statusCode: 402, code: "authentication_required" });
    expect(error.payment_intent.status).toBe("requires_payment_method");
  });

  it("with another card while 3D Secure is open closes the challenge", async () => {
    const intent = await create({
      confirm: true,
      payment_method: "pm_card_authenticationRequired",
      return_url,
      use_stripe_sdk: true,
    });
    const source = String(intent.next_action?.use_stripe_sdk?.three_d_secure_2_source);
    const paid = await stripe.paymentIntents.confirm(intent.id, {
      payment_method: "pm_card_visa",
      return_url,
    });
    expect(paid.status).toBe("succeeded");
    const late = await browserCall(running, "POST", "/v1/3ds2/authenticate", { source, outcome: "complete" });
    expect(late.body).toMatchObject({ state: "canceled" });
    expect((await stripe.charges.list({ payment_intent: intent.id })).data).toHaveLength(1);
  });

  it("with another card that asks leaves the first challenge without effect", async () => {
    const params = { return_url, use_stripe_sdk: true };
    const payment_method = "pm_card_authenticationRequired";
    const intent = await create({ confirm: true, payment_method, ...params });
    const source = String(intent.next_action?.use_stripe_sdk?.three_d_secure_2_source);
    const second = { payment_method: "pm_card_threeDSecure2Required", ...params };
    expect((await stripe.paymentIntents.confirm(intent.id, second)).status).toBe("requires_action");
    await browserCall(running, "POST", "/v1/3ds2/authenticate", { source, outcome: "complete" });
    expect((await stripe.paymentIntents.retrieve(intent.id)).status).toBe("requires_action");
  });

  it("twice through one challenge charges once", async () => {
    const intent = await create({
      confirm: true,
      payment_method: "pm_card_authenticationRequired",
      return_url,
      use_stripe_sdk: true,
    });
    const source = String(intent.next_action?.use_stripe_sdk?.three_d_secure_2_source);
    const finish = () =>
      browserCall(running, "POST", "/v1/3ds2/authenticate", { source, outcome: "complete" });
    await Promise.all([finish(), finish()]);
    expect((await finish()).body).toMatchObject({ state: "succeeded" });
    expect((await stripe.charges.list({ payment_intent: intent.id })).data).toHaveLength(1);
  });
});

describe("a confirmation token", () => {
  it("is used once", async () => {
    const confirmation_token = await token(cardForm("4242424242424242"));
    await create({ confirm: true, confirmation_token });
    const error = await failure(create({ confirm: true, confirmation_token }));
    expect(error).toMatchObject({ statusCode: 400, param: "confirmation_token" });
    expect(error.message).toContain("already been used");
  });

  it("of another amount or currency than the intent's is refused", async () => {
    const context = {
      "client_context[mode]": "payment",
      "client_context[amount]": "4900",
      "client_context[currency]": "usd",
    };
    const confirmation_token = await token({ ...cardForm("4242424242424242"), ...context });
    expect((await failure(create({ amount: 100, confirm: true, confirmation_token }))).message).toContain(
      "amount",
    );
    expect((await failure(create({ currency: "eur", confirm: true, confirmation_token }))).message).toContain(
      "currency",
    );
    expect((await create({ confirm: true, confirmation_token })).status).toBe("succeeded");
  });

  it("expires after twelve hours", async () => {
    const id = await token(cardForm("4242424242424242"));
    const { store } = running.engine.emulator;
    const made = store.get("confirmation_token", id);
    expect(made?.expires_at).toBe((made?.created ?? 0) + 12 * 3600);
    store.transaction(
      () => made && store.put("confirmation_token", id, { ...made, expires_at: made.created - 1 }),
    );
    expect((await failure(create({ confirm: true, confirmation_token: id }))).message).toContain("expired");
  });

  it("shows what it stands for and never the number", async () => {
    const id = await token({
      ...cardForm("5555555555554444"),
      "payment_method_data[billing_details][email]": "a@b.c",
    });
    const shown = await stripe.confirmationTokens.retrieve(id);
    expect(shown.payment_method_preview).toMatchObject({
      type: "card",
      card: { brand: "mastercard", last4: "4444" },
      billing_details: { email: "a@b.c" },
    });
    expect(shown).toMatchObject({ return_url, use_stripe_sdk: true });
    expect(JSON.stringify(shown)).not.toContain("5555555555554444");
  });

  it("can be made by a test on the server", async () => {
    const made = await stripe.testHelpers.confirmationTokens.create({
      payment_method: "pm_card_visa",
      return_url,
    });
    expect((await create({ confirm: true, confirmation_token: made.id })).status).toBe("succeeded");
  });
});

describe("Alipay", () => {
  const form = { "payment_method_data[type]": "alipay" };

  it.each([
    ["complete", "succeeded"],
    ["fail", "failed"],
  ] as const)("%s sends the payer back with %s", async (outcome, redirectStatus) => {
    const intent = await create({ currency: "cny", confirm: true, confirmation_token: await token(form) });
    expect(intent).toMatchObject({
      status: "requires_action",
      next_action: { type: "alipay_handle_redirect" },
    });
    expect(intent.next_action?.alipay_handle_redirect).toMatchObject({
      return_url,
      url: `${running.url}/_emulator/alipay/${intent.id}`,
    });
    expect(await deps.findPendingAction(intent.id)).toMatchObject({
      kind: "alipay",
      amount: 4900,
      currency: "cny",
      returnUrl: return_url,
    });
    expect(await deps.finishAction(intent.id, outcome)).toMatchObject({
      redirectStatus,
      returnUrl: return_url,
      clientSecret: intent.client_secret,
    });
    expect(await deps.findPendingAction(intent.id)).toBeNull();
    expect(await deps.finishAction(intent.id, outcome)).toBeNull();
    const after = await stripe.paymentIntents.retrieve(intent.id, { expand: ["latest_charge"] });
    if (outcome === "complete") {
      expect(after.status).toBe("succeeded");
      expect(after.latest_charge).toMatchObject({
        payment_method_details: { type: "alipay" },
        currency: "cny",
      });
    } else {
      expect(after).toMatchObject({ status: "requires_payment_method", latest_charge: null });
      expect(after.last_payment_error?.code).toBe("payment_intent_authentication_failure");
    }
  });
});

describe("a browser", () => {
  it("sees a reduced intent with its secret, and nothing without", async () => {
    const intent = await create({ metadata: { secret: "x" } });
    const path = `/v1/payment_intents/${intent.id}`;
    const shown = await browserCall(running, "GET", path, { client_secret: String(intent.client_secret) });
    expect(shown.body).toMatchObject({ id: intent.id, amount: 4900, status: "requires_payment_method" });
    expect(Object.keys(shown.body)).not.toContain("metadata");
    expect(Object.keys(shown.body)).not.toContain("customer");
    expect(
      (await browserCall(running, "GET", path, { client_secret: `${intent.id}_secret_no` })).status,
    ).toBe(400);
    expect((await browserCall(running, "GET", path, {})).status).toBe(400);
  });

  it("confirms with its secret, and its errors show no more than its answers", async () => {
    const intent = await create({ metadata: { secret: "x" } });
    const path = `/v1/payment_intents/${intent.id}/confirm`;
    const client_secret = String(intent.client_secret);
    const declined = await browserCall(running, "POST", path, {
      client_secret,
      return_url,
      ...cardForm("4000000000000002"),
    });
    expect(declined.status).toBe(402);
    expect(Object.keys(declined.body.error?.payment_intent ?? {})).not.toContain("metadata");
    const paid = await browserCall(running, "POST", path, {
      client_secret,
      return_url,
      ...cardForm("4242424242424242"),
    });
    expect(paid.body).toMatchObject({ status: "succeeded" });
    expect(
      (await browserCall(running, "POST", path, { client_secret: "no", ...cardForm("4242424242424242") }))
        .status,
    ).toBe(400);
  });
});

describe("capture and settlement", () => {
  it("takes a part of what was authorised", async () => {
    const held = await create({
      confirm: true,
      payment_method: "pm_card_visa",
      capture_method: "manual",
      return_url,
    });
    expect(held).toMatchObject({ status: "requires_capture", amount_capturable: 4900, amount_received: 0 });
    expect((await failure(stripe.paymentIntents.capture(held.id, { amount_to_capture: 5000 }))).param).toBe(
      "amount_to_capture",
    );
    const done = await stripe.paymentIntents.capture(held.id, {
      amount_to_capture: 4000,
      expand: ["latest_charge.balance_transaction"],
    });
    expect(done).toMatchObject({ status: "succeeded", amount_received: 4000, amount_capturable: 0 });
    expect((done.latest_charge as Stripe.Charge).balance_transaction).toMatchObject({ amount: 4000 });
  });

  it.each([
    ["jpy", 1000, 670, 0.0067],
    ["cny", 10_000, 1400, 0.14],
    ["eur", 1000, 1080, 1.08],
  ])("%s %i settles as %i cents", async (currency, amount, cents, exchange_rate) => {
    const intent = await create({
      amount,
      currency,
      confirm: true,
      payment_method: "pm_card_visa",
      capture_method: "automatic",
      return_url,
      expand: ["latest_charge.balance_transaction"],
    });
    const fee = Math.round(cents * 0.029) + 30;
    expect((intent.latest_charge as Stripe.Charge).balance_transaction).toMatchObject({
      amount: cents,
      currency: "usd",
      exchange_rate,
      fee,
      net: cents - fee,
    });
  });
});
