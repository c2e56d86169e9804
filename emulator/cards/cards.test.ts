import type Stripe from "stripe";
import { describe, expect, it } from "vitest";
import { browserCall, cardForm, clientOf, openEmulator } from "../testing/harness";
import { findMagicCard, passesLuhn, TEST_CARDS } from "./find-card";

const running = await openEmulator();
const stripe = clientOf(running);
const return_url = "http://localhost:3000/back";
type CardError = InstanceType<typeof Stripe.errors.StripeCardError>;

async function pay(number: string, params: Partial<Stripe.PaymentIntentCreateParams> = {}) {
  const address = {
    "payment_method_data[billing_details][address][postal_code]": "94103",
    "payment_method_data[billing_details][address][line1]": "1 St",
  };
  const token = await browserCall(running, "POST", "/v1/confirmation_tokens", {
    ...cardForm(number, address),
    return_url,
  });
  expect(token.body.error).toBeUndefined();
  const confirmation_token = String(token.body.id);
  return stripe.paymentIntents.create({
    amount: 2000,
    currency: "usd",
    confirm: true,
    confirmation_token,
    expand: ["latest_charge"],
    ...params,
  });
}

const refusal = (work: Promise<unknown>): Promise<CardError> =>
  work.then(
    () => expect.fail("it succeeded"),
    (error) => error,
  );
const plain = TEST_CARDS.filter(
  (card) => !card.decline && card.threeDSecure === "none" && !card.risk?.match(/highest|blocked/),
);

describe("every card of the table", () => {
  it("has a valid number and a name of its own", () => {
    for (const { number } of TEST_CARDS) expect(passesLuhn(number), number).toBe(true);
    const names = TEST_CARDS.flatMap((card) => card.names);
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(TEST_CARDS.map((card) => card.number)).size).toBe(TEST_CARDS.length);
    expect(findMagicCard("pm_card_visa")?.number).toBe("4242424242424242");
  });

  it.each(plain)("$number pays ($brand, $country)", async ({ number, brand, country, funding }) => {
    const intent = await pay(number);
    expect(intent.status).toBe("succeeded");
    const charge = intent.latest_charge as Stripe.Charge;
    expect(charge.payment_method_details?.card).toMatchObject({
      brand,
      country,
      funding,
      last4: number.slice(-4),
    });
    expect(charge.outcome).toMatchObject({
      type: "authorized",
      network_status: "approved_by_network",
      reason: null,
      seller_message: "Payment complete.",
    });
  });
});

describe("cards that are refused", () => {
  it.each([
    ["4000000000000002", "card_declined", "generic_decline", "Your card was declined."],
    ["4000000000009995", "card_declined", "insufficient_funds", "Your card has insufficient funds."],
    ["4000000000009987", "card_declined", "lost_card", "Your card was declined."],
    ["4000000000009979", "card_declined", "stolen_card", "Your card was declined."],
    ["4000000000000069", "expired_card", undefined, "Your card has expired."],
    ["4000000000000127", "incorrect_cvc", undefined, "Your card's security code is incorrect."],
    [
      "4000000000000119",
      "processing_error",
      undefined,
      "An error occurred while processing your card. Try again in a little bit.",
    ],
    ["4000000000006975", "card_declined", "card_velocity_exceeded", "repeated attempts"],
    ["4000000000000341", "card_declined", "generic_decline", "Your card was declined."],
  ])("%s answers %s %s", async (number, code, declineCode, message) => {
    const error = await refusal(pay(number));
    expect(error).toMatchObject({ type: "StripeCardError", statusCode: 402, code });
    expect(error.decline_code || undefined).toBe(declineCode);
    expect(error.message).toContain(message);
    const charge = await stripe.charges.retrieve(String(error.charge));
    expect(charge).toMatchObject({ status: "failed", paid: false, failure_code: code });
    expect(charge.outcome).toMatchObject({ type: "issuer_declined", network_status: "declined_by_network" });
    expect(charge.outcome?.network_decline_code).toMatch(/^\w{2}$/);
    const intent = await stripe.paymentIntents.retrieve(String(error.payment_intent?.id));
    expect(intent).toMatchObject({ status: "requires_payment_method", payment_method: null });
    expect(intent.last_payment_error).toMatchObject({ code, message: error.message, charge: charge.id });
  });

  it.each([
    ["4100000000000019", "merchant_blacklist"],
    ["4000000000004954", "highest_risk_level"],
  ])("%s is blocked by Radar and looks like a plain decline to the payer", async (number, reason) => {
    const error = await refusal(pay(number));
    expect(error).toMatchObject({
      code: "card_declined",
      decline_code: "fraudulent",
      message: "Your card was declined.",
    });
    const { outcome, fraud_details } = await stripe.charges.retrieve(String(error.charge));
    expect(outcome).toMatchObject({
      type: "blocked",
      network_status: "not_sent_to_network",
      risk_level: "highest",
      reason,
    });
    expect(fraud_details).toEqual({ stripe_report: "fraudulent" });
  });

  it.each([
    ["4242424242424241", {}, "incorrect_number"],
    ["4242424242424242", { "payment_method_data[card][exp_month]": "13" }, "invalid_expiry_month"],
    ["4242424242424242", { "payment_method_data[card][exp_year]": "2095" }, "invalid_expiry_year"],
    ["4242424242424242", { "payment_method_data[card][cvc]": "99" }, "invalid_cvc"],
    ["4111111111111111", {}, "card_declined"],
  ])("%s %j is refused when it is typed", async (number, extra, code) => {
    const answer = await browserCall(
      running,
      "POST",
      "/v1/confirmation_tokens",
      cardForm(number, extra as Record<string, string>),
    );
    expect(answer.status).toBe(402);
    expect(answer.body.error).toMatchObject({ type: "card_error", code });
  });
});

describe("risk and checks", () => {
  it.each([
    ["4000000000009235", { risk_level: "elevated" }, {}],
    ["4000000000000101", { risk_level: "normal" }, { cvc_check: "fail", address_postal_code_check: "pass" }],
    ["4000000000000036", {}, { address_postal_code_check: "fail", address_line1_check: "pass" }],
    ["4000000000000028", {}, { address_line1_check: "fail", address_postal_code_check: "pass" }],
    ["4000000000000010", {}, { address_line1_check: "fail", address_postal_code_check: "fail" }],
    [
      "4000000000000044",
      {},
      { address_line1_check: "unavailable", address_postal_code_check: "unavailable" },
    ],
    ["4000058400307872", { risk_level: "elevated" }, { cvc_check: "fail" }],
  ])("%s", async (number, outcome, checks) => {
    const charge = (await pay(number)).latest_charge as Stripe.Charge;
    expect(charge.outcome).toMatchObject(outcome);
    expect(charge.payment_method_details?.card?.checks).toMatchObject(checks);
  });
});

describe("3D Secure", () => {
  const request = { payment_method_options: { card: { request_three_d_secure: "any" as const } } };

  it.each([
    "4000002760003184",
    "4000000000003220",
    "4000008400000027",
    "4000002500003155",
    "4000003800000446",
    "4000008400001629",
  ])("%s asks its holder", async (number) => expect((await pay(number)).status).toBe("requires_action"));

  it.each([
    ["4000008260003178", "insufficient_funds"],
    ["4000008400001629", "generic_decline"],
  ])("%s is declined after it was authenticated", async (number, declineCode) => {
    const intent = await pay(number);
    const source = String(intent.next_action?.use_stripe_sdk?.three_d_secure_2_source);
    await browserCall(running, "POST", "/v1/3ds2/authenticate", { source, outcome: "complete" });
    const after = await stripe.paymentIntents.retrieve(intent.id);
    expect(after.last_payment_error).toMatchObject({ code: "card_declined", decline_code: declineCode });
  });

  it("a frictionless card passes without being shown", async () => {
    const intent = await pay("4000000032200000");
    const source = String(intent.next_action?.use_stripe_sdk?.three_d_secure_2_source);
    const done = await browserCall(running, "POST", "/v1/3ds2/authenticate", { source });
    expect(done.body).toMatchObject({ state: "succeeded" });
    const after = await stripe.paymentIntents.retrieve(intent.id, { expand: ["latest_charge"] });
    const charge = after.latest_charge as Stripe.Charge;
    expect(charge.payment_method_details?.card?.three_d_secure).toMatchObject({
      authentication_flow: "frictionless",
      result: "authenticated",
    });
  });

  it.each([
    ["4242424242424242", "attempt_acknowledged"],
    ["378282246310005", "not_supported"],
  ])("%s, when asked for 3D Secure, answers %s without a challenge", async (number, result) => {
    const charge = (await pay(number, request)).latest_charge as Stripe.Charge;
    expect(charge.payment_method_details?.card?.three_d_secure?.result).toBe(result);
  });

  it("3055 asks only when it is requested, 1280 and a requested 3097 fail the lookup", async () => {
    expect((await pay("4000000000003055")).status).toBe("succeeded");
    expect((await pay("4000000000003055", request)).status).toBe("requires_action");
    expect((await refusal(pay("4000008400001280"))).code).toBe("card_declined");
    expect((await pay("4000000000003097")).status).toBe("succeeded");
    expect((await refusal(pay("4000000000003097", request))).code).toBe("card_declined");
  });

  it("3155 stays silent off-session once it was set up, 3184 never does", async () => {
    const customer = (await stripe.customers.create({})).id;
    const setUp = async (number: string) => {
      const intent = await pay(number, { customer, setup_future_usage: "off_session" });
      const source = String(intent.next_action?.use_stripe_sdk?.three_d_secure_2_source);
      await browserCall(running, "POST", "/v1/3ds2/authenticate", { source, outcome: "complete" });
      return String((await stripe.paymentIntents.retrieve(intent.id)).payment_method);
    };
    const again = (payment_method: string) =>
      stripe.paymentIntents.create({
        amount: 500,
        currency: "usd",
        customer,
        payment_method,
        confirm: true,
        off_session: true,
      });
    expect((await again(await setUp("4000002500003155"))).status).toBe("succeeded");
    const error = await refusal(again(await setUp("4000002760003184")));
    expect(error).toMatchObject({
      code: "authentication_required",
      decline_code: "authentication_required",
      statusCode: 402,
    });
    expect(error.payment_intent?.status).toBe("requires_payment_method");
    expect(error.payment_method?.card?.last4).toBe("3184");
  });
});
