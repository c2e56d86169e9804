import Stripe from "stripe";
import { describe, expect, it } from "vitest";
import { browserCall, clientOf, openEmulator } from "../testing/harness";

const running = await openEmulator();
const stripe = clientOf(running);
const failure = (work: Promise<unknown>) =>
  work.then(
    () => expect.fail("it succeeded"),
    (error) => error,
  );
const return_url = "http://localhost/x";

describe("customers", () => {
  it("are created, changed, listed by e-mail and deleted", async () => {
    const made = await stripe.customers.create({ email: "a@x.y", name: "A", address: { city: "Lyon" } });
    expect(made).toMatchObject({
      object: "customer",
      livemode: false,
      address: { city: "Lyon", line1: null },
    });
    expect(await stripe.customers.update(made.id, { name: "" })).toMatchObject({
      name: null,
      email: "a@x.y",
    });
    expect((await stripe.customers.list({ email: "a@x.y" })).data.map((one) => one.id)).toEqual([made.id]);
    expect(await stripe.customers.del(made.id)).toEqual(
      expect.objectContaining({ id: made.id, deleted: true }),
    );
    expect(await stripe.customers.retrieve(made.id)).toMatchObject({ id: made.id, deleted: true });
    expect((await failure(stripe.customers.update(made.id, {}))).statusCode).toBe(404);
  });

  it("take a magic card as their own, also as the default of invoices", async () => {
    const made = await stripe.customers.create({
      payment_method: "pm_card_visa",
      invoice_settings: { default_payment_method: "pm_card_visa" },
    });
    const own = await stripe.customers.listPaymentMethods(made.id);
    expect(own.data).toHaveLength(1);
    expect(own.data[0]?.id).toMatch(/^pm_[0-9A-Za-z]{24}$/);
    expect(made.invoice_settings.default_payment_method).toBe(own.data[0]?.id);
  });
});

describe("payment methods", () => {
  it("are attached, listed, changed and detached for good", async () => {
    const { id } = await stripe.customers.create({});
    const method = await stripe.paymentMethods.attach("pm_card_mastercard", { customer: id });
    expect(method).toMatchObject({ customer: id, card: { brand: "mastercard" } });
    const updated = await stripe.paymentMethods.update(method.id, {
      billing_details: { name: "B" },
      metadata: { a: "1" },
    });
    expect(updated).toMatchObject({ billing_details: { name: "B" }, metadata: { a: "1" } });
    expect((await stripe.paymentMethods.list({ customer: id, type: "card" })).data).toHaveLength(1);
    expect((await stripe.paymentMethods.detach(method.id)).customer).toBeNull();
    expect((await failure(stripe.paymentMethods.attach(method.id, { customer: id }))).statusCode).toBe(400);
    expect((await failure(stripe.paymentMethods.detach(method.id))).statusCode).toBe(400);
  });

  it("that are detached no longer pay the customer's invoices", async () => {
    const made = await stripe.customers.create({
      payment_method: "pm_card_visa",
      invoice_settings: { default_payment_method: "pm_card_visa" },
    });
    await stripe.paymentMethods.detach(String(made.invoice_settings.default_payment_method));
    expect(await stripe.customers.retrieve(made.id)).toMatchObject({
      invoice_settings: { default_payment_method: null },
    });
  });

  it("that the bank refuses cannot be attached, except those which fail later", async () => {
    const { id } = await stripe.customers.create({});
    const error = await failure(
      stripe.paymentMethods.attach("pm_card_visa_chargeDeclinedLostCard", { customer: id }),
    );
    expect(error).toMatchObject({ statusCode: 402, code: "card_declined", decline_code: "lost_card" });
    const later = await stripe.paymentMethods.attach("pm_card_chargeCustomerFail", { customer: id });
    const charge = stripe.paymentIntents.create({
      amount: 500,
      currency: "usd",
      customer: id,
      payment_method: later.id,
      confirm: true,
      off_session: true,
    });
    expect((await failure(charge)).decline_code).toBe("generic_decline");
  });

  it("of one customer cannot pay for another, nor without a customer", async () => {
    const owner = await stripe.customers.create({ payment_method: "pm_card_visa" });
    const other = await stripe.customers.create({});
    const [method] = (await stripe.customers.listPaymentMethods(owner.id)).data;
    const pay = (customer?: string) =>
      stripe.paymentIntents.create({
        amount: 500,
        currency: "usd",
        payment_method: String(method?.id),
        confirm: true,
        return_url,
        ...(customer ? { customer } : {}),
      });
    expect((await failure(pay(other.id))).statusCode).toBe(400);
    expect((await failure(pay())).message).toContain("you must provide the customer");
    expect((await pay(owner.id)).status).toBe("succeeded");
    expect((await pay(owner.id)).status).toBe("succeeded");
  });

  it("used once without a customer cannot be used again", async () => {
    const { id } = await stripe.paymentMethods.create({ type: "card", card: { token: "tok_visa" } });
    const pay = () =>
      stripe.paymentIntents.create({
        amount: 500,
        currency: "usd",
        payment_method: id,
        confirm: true,
        return_url,
      });
    expect((await pay()).status).toBe("succeeded");
    expect((await failure(pay())).message).toContain("may not be used again");
  });

  it("a card is kept for its customer when setup_future_usage asks for it", async () => {
    const { id } = await stripe.customers.create({});
    await stripe.paymentIntents.create({
      amount: 500,
      currency: "usd",
      customer: id,
      payment_method: "pm_card_visa",
      setup_future_usage: "off_session",
      confirm: true,
      return_url,
    });
    expect((await stripe.customers.listPaymentMethods(id)).data).toHaveLength(1);
    expect((await stripe.events.list({ type: "payment_method.attached" })).data).not.toHaveLength(0);
  });

  it("a customer session shows the cards that may be shown again, and nothing unasked", async () => {
    const { id } = await stripe.customers.create({});
    const shown = await stripe.paymentMethods.attach("pm_card_visa", { customer: id });
    await stripe.paymentMethods.update(shown.id, { allow_redisplay: "always" });
    await stripe.paymentMethods.attach("pm_card_mastercard", { customer: id });
    const open = async (features?: Stripe.CustomerSessionCreateParams.Components.PaymentElement.Features) => {
      const payment_element = { enabled: true, ...(features ? { features } : {}) };
      const made = await stripe.customerSessions.create({ customer: id, components: { payment_element } });
      const params = { customer_session_client_secret: made.client_secret };
      return (await browserCall(running, "GET", "/v1/elements/sessions", params)).body.customer;
    };
    expect(await open()).toMatchObject({ customer: id, payment_methods: [] });
    const asked = await open({ payment_method_redisplay: "enabled", payment_method_save: "enabled" });
    expect(asked).toMatchObject({ payment_methods: [{ id: shown.id, card: { last4: "4242" } }] });
    expect(asked).toMatchObject({
      customer_session: { components: { payment_element: { features: { payment_method_save: "enabled" } } } },
    });
  });

  it("raw numbers come from browsers only; a token stands for one card once", async () => {
    const raw = stripe.paymentMethods.create({
      type: "card",
      card: { number: "4242424242424242", exp_month: 1, exp_year: 2040, cvc: "123" },
    });
    expect(await failure(raw)).toBeInstanceOf(Stripe.errors.StripeCardError);
    const made = await browserCall(running, "POST", "/v1/tokens", {
      "card[number]": "4242424242424242",
      "card[exp_month]": "1",
      "card[exp_year]": "40",
      "card[cvc]": "123",
    });
    const token = String(made.body.id);
    const use = () => stripe.paymentMethods.create({ type: "card", card: { token } });
    expect((await use()).card).toMatchObject({ last4: "4242", exp_year: 2040 });
    expect((await failure(use())).code).toBe("token_already_used");
  });
});
