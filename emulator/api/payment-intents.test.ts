import Stripe from "stripe";
import { describe, expect, it } from "vitest";
import { browserCall, cardForm, clientOf, openEmulator } from "../testing/harness";

const running = await openEmulator();
const stripe = clientOf(running);
const RETURN = "http://localhost:3000/orders/1";

async function tokenFor(number: string, extra: Record<string, string> = {}): Promise<string> {
  const made = await browserCall(running, "POST", "/v1/confirmation_tokens", {
    ...cardForm(number),
    return_url: RETURN,
    ...extra,
  });
  expect(made.body.error).toBeUndefined();
  return String(made.body.id);
}

async function payWith(number: string, params: Partial<Stripe.PaymentIntentCreateParams> = {}) {
  const confirmation_token = await tokenFor(number);
  return stripe.paymentIntents.create({
    amount: 4900,
    currency: "usd",
    confirm: true,
    confirmation_token,
    ...params,
  });
}

async function finish(intent: Stripe.PaymentIntent, outcome: "complete" | "fail") {
  const source = String(intent.next_action?.use_stripe_sdk?.three_d_secure_2_source);
  const done = await browserCall(running, "POST", "/v1/3ds2/authenticate", { source, outcome });
  expect(done.status).toBe(200);
  return stripe.paymentIntents.retrieve(intent.id);
}

describe("a card that works", () => {
  it("succeeds at once with its charge, and learns its balance transaction later", async () => {
    const intent = await payWith("4242424242424242");
    expect(intent).toMatchObject({
      status: "succeeded",
      amount_received: 4900,
      payment_method_types: ["card", "alipay"],
    });
    const charge = await stripe.charges.retrieve(String(intent.latest_charge));
    expect(charge).toMatchObject({ paid: true, captured: true, payment_intent: intent.id });
    expect(charge.payment_method_details?.card).toMatchObject({
      brand: "visa",
      last4: "4242",
      three_d_secure: null,
    });
    expect(charge.payment_method_details?.card?.checks?.cvc_check).toBe("pass");
    await expect
      .poll(async () => (await stripe.charges.retrieve(charge.id)).balance_transaction, { interval: 10 })
      .toMatch(/^txn_/);
    const settled = await stripe.charges.retrieve(charge.id, { expand: ["balance_transaction"] });
    expect(settled.balance_transaction).toMatchObject({
      amount: 4900,
      fee: 172,
      net: 4728,
      exchange_rate: null,
    });
  });
});

describe("3D Secure", () => {
  it.each(["4000002760003184", "4000000000003220", "4000002500003155"])(
    "%s waits for its holder",
    async (number) => {
      const intent = await payWith(number);
      expect(intent.status).toBe("requires_action");
      expect(intent.next_action?.type).toBe("use_stripe_sdk");
      expect(intent.latest_charge).toBeNull();
      expect((await finish(intent, "complete")).status).toBe("succeeded");
    },
  );

  it("a failed challenge leaves no charge and asks for another payment method", async () => {
    const failed = await finish(await payWith("4000002760003184"), "fail");
    expect(failed).toMatchObject({
      status: "requires_payment_method",
      latest_charge: null,
      payment_method: null,
    });
    expect(failed.last_payment_error?.code).toBe("payment_intent_authentication_failure");
    const again = await stripe.paymentIntents.confirm(failed.id, {
      confirmation_token: await tokenFor("4242424242424242"),
    });
    expect(again.status).toBe("succeeded");
  });
});

describe("a card that is refused", () => {
  it("answers a card error that carries charge, intent and method, and keeps all three", async () => {
    const error = await payWith("4000000000009995").catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(Stripe.errors.StripeCardError);
    const card = error as InstanceType<typeof Stripe.errors.StripeCardError>;
    expect(card).toMatchObject({
      code: "card_declined",
      decline_code: "insufficient_funds",
      statusCode: 402,
    });
    const intent = await stripe.paymentIntents.retrieve(String(card.payment_intent?.id), {
      expand: ["latest_charge"],
    });
    expect(intent.status).toBe("requires_payment_method");
    expect(intent.last_payment_error?.payment_method?.card?.last4).toBe("9995");
    expect(intent.latest_charge).toMatchObject({
      paid: false,
      failure_code: "card_declined",
      id: card.charge,
    });
  });
});
