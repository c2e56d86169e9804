import type Stripe from "stripe";
import { expect, it } from "vitest";
import { clientOf, openEmulator, SECRET_KEY } from "../testing/harness";

const running = await openEmulator();
const stripe = clientOf(running);

async function transfer(customer: string, amount: number): Promise<Stripe.PaymentIntent> {
  const form = new URLSearchParams({
    ...{ amount: String(amount), currency: "jpy", customer, confirm: "true" },
    ...{ "payment_method_types[]": "customer_balance", "payment_method_data[type]": "customer_balance" },
  });
  const headers = { authorization: `Bearer ${SECRET_KEY}` };
  const answer = await fetch(`${running.url}/v1/payment_intents`, { method: "POST", headers, body: form });
  return (await answer.json()) as Stripe.PaymentIntent;
}

const fund = (customer: string, amount: number) =>
  stripe.testHelpers.customers.fundCashBalance(customer, { amount, currency: "jpy" });
const available = async (customer: string) =>
  (await stripe.customers.retrieveCashBalance(customer)).available?.jpy ?? 0;

it("a payment by bank transfer waits for its money, may get it in parts, and leaves the rest to the customer", async () => {
  const { id: customer } = await stripe.customers.create({});
  const { id, status, next_action } = await transfer(customer, 20_000);
  expect([status, next_action?.type]).toEqual(["requires_action", "display_bank_transfer_instructions"]);
  await fund(customer, 12_000);
  const part = await stripe.paymentIntents.retrieve(id);
  expect(part.next_action?.display_bank_transfer_instructions?.amount_remaining).toBe(8_000);
  expect(await available(customer)).toBe(0);
  await fund(customer, 9_000);
  const paid = await stripe.paymentIntents.retrieve(id, { expand: ["latest_charge"] });
  expect(paid).toMatchObject({ status: "succeeded", amount_received: 20_000, next_action: null });
  expect(paid.latest_charge).toMatchObject({ amount: 20_000, paid: true });
  expect(await available(customer)).toBe(1_000);
  const movements = await stripe.customers.listCashBalanceTransactions(customer);
  expect(movements.data.map(({ net_amount, ending_balance }) => [net_amount, ending_balance])).toEqual([
    [-8_000, 1_000],
    [9_000, 9_000],
    [-12_000, 0],
    [12_000, 12_000],
  ]);
});

it("money that lies there already pays the next payment at once, oldest first", async () => {
  const { id: customer } = await stripe.customers.create({});
  await fund(customer, 500);
  expect((await transfer(customer, 300)).status).toBe("succeeded");
  const waiting = [await transfer(customer, 400), await transfer(customer, 100)];
  await fund(customer, 200);
  const states = await Promise.all(waiting.map(({ id }) => stripe.paymentIntents.retrieve(id)));
  expect(states.map(({ status }) => status)).toEqual(["succeeded", "requires_action"]);
});
