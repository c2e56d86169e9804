import { describe, expect, it } from "vitest";
import { browserCall, cardForm, clientOf, openEmulator } from "../testing/harness";

const running = await openEmulator();
const stripe = clientOf(running);
const failure = (work: Promise<unknown>) =>
  work.then(
    () => expect.fail("it succeeded"),
    (error) => error,
  );
const typesSince = async (last: number) =>
  (await stripe.events.list({ limit: last })).data.map((one) => one.type).reverse();

describe("a card set up for later", () => {
  it("is attached to its customer and pays off-session without asking again", async () => {
    const { id: customer } = await stripe.customers.create({});
    const setup = await stripe.setupIntents.create({ customer, metadata: { why: "later" } });
    expect(setup).toMatchObject({ status: "requires_payment_method", usage: "off_session" });
    const waiting = await stripe.setupIntents.confirm(setup.id, {
      payment_method: "pm_card_authenticationRequiredOnSetup",
      return_url: "http://localhost/back",
    });
    expect(waiting.next_action?.type).toBe("redirect_to_url");
    const challenge = String(waiting.next_action?.redirect_to_url?.url);
    expect(await (await fetch(challenge)).text()).not.toContain("NaN");
    const form = new URLSearchParams({ outcome: "complete" });
    const back = await fetch(challenge, { method: "POST", body: form, redirect: "manual" });
    expect(back.headers.get("location")).toContain(`setup_intent=${setup.id}`);
    expect(back.headers.get("location")).toContain("redirect_status=succeeded");
    expect(await typesSince(4)).toEqual([
      "setup_intent.created",
      "setup_intent.requires_action",
      "payment_method.attached",
      "setup_intent.succeeded",
    ]);
    const [method] = (await stripe.customers.listPaymentMethods(customer)).data;
    const paid = await stripe.paymentIntents.create({
      amount: 900,
      currency: "usd",
      customer,
      payment_method: String(method?.id),
      off_session: true,
      confirm: true,
    });
    expect(paid.status).toBe("succeeded");
  });

  it("is confirmed by a browser through Stripe.js's challenge, which can fail", async () => {
    const { id: customer } = await stripe.customers.create({});
    const setup = await stripe.setupIntents.create({ customer });
    const secret = { client_secret: String(setup.client_secret) };
    const path = `/v1/setup_intents/${setup.id}`;
    const asked = await browserCall(running, "POST", `${path}/confirm`, {
      ...secret,
      ...cardForm("4000002500003155"),
      use_stripe_sdk: "true",
    });
    const source = (asked.body as { next_action?: { use_stripe_sdk: Record<string, string> } }).next_action
      ?.use_stripe_sdk.three_d_secure_2_source;
    await browserCall(running, "POST", "/v1/3ds2/authenticate", { source: String(source), outcome: "fail" });
    const after = await browserCall(running, "GET", path, secret);
    expect(after.body).toMatchObject({
      status: "requires_payment_method",
      last_setup_error: { code: "setup_intent_authentication_failure" },
    });
    expect(after.body).not.toHaveProperty("customer");
    expect((await browserCall(running, "GET", path, { client_secret: "seti_x_secret_y" })).status).toBe(400);
  });

  it("by a confirmation token is used up; a refused card says why and stays unattached", async () => {
    const { id: customer } = await stripe.customers.create({});
    const token = await stripe.testHelpers.confirmationTokens.create({ payment_method: "pm_card_visa" });
    const params = {
      customer,
      confirm: true,
      confirmation_token: token.id,
      return_url: "http://localhost/x",
    };
    const done = await stripe.setupIntents.create(params);
    expect(done.status).toBe("succeeded");
    expect((await stripe.confirmationTokens.retrieve(token.id)).setup_intent).toBe(done.id);
    expect((await failure(stripe.setupIntents.create(params))).message).toContain("already been used");
    const { confirmation_token: _token, ...rest } = params;
    const refused = await failure(
      stripe.setupIntents.create({ ...rest, payment_method: "pm_card_visa_chargeDeclinedLostCard" }),
    );
    expect(refused).toMatchObject({ statusCode: 402, decline_code: "lost_card" });
    expect(refused.raw.setup_intent.status).toBe("requires_payment_method");
    expect((await stripe.customers.listPaymentMethods(customer)).data).toHaveLength(1);
    expect((await stripe.setupIntents.list({ customer })).data).toHaveLength(2);
  });

  it("is given up by cancel, and never afterwards", async () => {
    const setup = await stripe.setupIntents.create({});
    expect((await stripe.setupIntents.cancel(setup.id)).status).toBe("canceled");
    const error = await failure(stripe.setupIntents.confirm(setup.id, { payment_method: "pm_card_visa" }));
    expect(error.code).toBe("setup_intent_unexpected_state");
  });
});
