import type Stripe from "stripe";
import { describe, expect, it } from "vitest";
import { failure } from "../testing/billing";
import { browserCall, clientOf, openEmulator } from "../testing/harness";

const running = await openEmulator();
const stripe = clientOf(running);
const { store } = running.engine.emulator;

async function open(more: Partial<Stripe.Checkout.SessionCreateParams> = {}) {
  const product = await stripe.products.create({ name: "T-shirt" });
  const price = await stripe.prices.create({ product: product.id, currency: "usd", unit_amount: 1500 });
  return stripe.checkout.sessions.create({
    mode: "payment",
    success_url: "https://shop.example/done",
    line_items: [{ price: price.id, quantity: 2 }],
    payment_intent_data: { metadata: { order: "7" } },
    ...more,
  });
}

const pay = (session: string, payment_method: string, expected_amount = 3000) =>
  stripe.rawRequest("POST", `/v1/payment_pages/${session}/confirm`, { payment_method, expected_amount });

/** The types of the events about a session, oldest first. */
const told = (session: string): string[] =>
  [...store.newest("event")]
    .filter(({ object }) => object.id === session)
    .map(({ type }) => type)
    .reverse();

describe("a Checkout session", () => {
  it("is paid once, with one PaymentIntent, and tells so", async () => {
    const { id, payment_intent, amount_total, status } = await open();
    expect({ payment_intent, amount_total, status }).toEqual({
      payment_intent: null,
      amount_total: 3000,
      status: "open",
    });
    await pay(id, "pm_card_visa");
    const paid = await stripe.checkout.sessions.retrieve(id, { expand: ["payment_intent", "line_items"] });
    expect(paid).toMatchObject({ status: "complete", payment_status: "paid", url: null });
    expect(paid.payment_intent).toMatchObject({
      status: "succeeded",
      amount_received: 3000,
      metadata: { order: "7" },
    });
    expect(paid.line_items?.data[0]).toMatchObject({ quantity: 2, description: "T-shirt" });
    expect((await failure(pay(id, "pm_card_visa"))).message).toContain("complete");
    expect(told(id)).toEqual(["checkout.session.completed"]);
  });

  it("whose card is declined stays open, and is paid by another card on the same PaymentIntent", async () => {
    const { id } = await open();
    expect((await failure(pay(id, "pm_card_chargeDeclined"))).code).toBe("card_declined");
    const declined = await stripe.checkout.sessions.retrieve(id);
    expect(declined.status).toBe("open");
    await pay(id, "pm_card_visa");
    const paid = await stripe.checkout.sessions.retrieve(id);
    expect(paid).toMatchObject({ status: "complete", payment_intent: declined.payment_intent });
  });

  it("that asks for 3D Secure is complete when the payment is", async () => {
    const { id } = await open();
    await pay(id, "pm_card_authenticationRequired");
    const waiting = await stripe.checkout.sessions.retrieve(id, { expand: ["payment_intent"] });
    expect([waiting.status, told(id)]).toEqual(["open", []]);
    const { next_action } = waiting.payment_intent as Stripe.PaymentIntent;
    const source = new URL(next_action?.redirect_to_url?.url ?? "").searchParams.get("source") ?? "";
    await browserCall(running, "POST", "/v1/3ds2/authenticate", { source, outcome: "complete" });
    expect((await stripe.checkout.sessions.retrieve(id)).payment_status).toBe("paid");
    expect(told(id)).toEqual(["checkout.session.completed"]);
  });

  it("is not paid when it has expired, at another amount, or for a plan", async () => {
    const { id } = await open();
    expect((await failure(pay(id, "pm_card_visa", 2999))).param).toBe("expected_amount");
    expect((await stripe.checkout.sessions.expire(id)).status).toBe("expired");
    expect((await failure(pay(id, "pm_card_visa"))).message).toContain("expired");
    expect((await failure(stripe.checkout.sessions.expire(id))).statusCode).toBe(400);
    expect((await failure(open({ mode: "subscription" }))).code).toBe("not_emulated");
    expect(told(id)).toEqual(["checkout.session.expired"]);
  });
});
