import { expect, it } from "vitest";
import { failure } from "../testing/billing";
import { browserCall, clientOf, openEmulator, SECRET_KEY, until } from "../testing/harness";

const running = await openEmulator();
const stripe = clientOf(running);
const { store } = running.engine.emulator;

/** A payment by direct debit, as versions before `payment_method_types` went ask for it. */
async function debit(iban: string): Promise<{ id: string; status: string }> {
  const form = new URLSearchParams({
    ...{ amount: "1000", currency: "eur", confirm: "true", "payment_method_types[]": "sepa_debit" },
    ...{ "payment_method_data[type]": "sepa_debit", "payment_method_data[sepa_debit][iban]": iban },
    "mandate_data[customer_acceptance][type]": "offline",
  });
  const headers = { authorization: `Bearer ${SECRET_KEY}` };
  const answer = await fetch(`${running.url}/v1/payment_intents`, { method: "POST", headers, body: form });
  return (await answer.json()) as { id: string; status: string };
}

const told = (intent: string): string[] =>
  [...store.newest("event")]
    .filter(({ object }) =>
      [object.id, (object as { payment_intent?: string }).payment_intent].includes(intent),
    )
    .map(({ type }) => type)
    .reverse();

it("a debit is processing until the bank has paid, and settles after that", async () => {
  const { id, status } = await debit("AT61 1904 3002 3457 3201");
  expect(status).toBe("processing");
  await until(() => told(id).includes("charge.updated"));
  expect(told(id)).toEqual([
    "payment_intent.created",
    "charge.pending",
    "payment_intent.processing",
    "charge.succeeded",
    "payment_intent.succeeded",
    "charge.updated",
  ]);
  const paid = await stripe.paymentIntents.retrieve(id, { expand: ["latest_charge"] });
  expect(paid).toMatchObject({ status: "succeeded", amount_received: 1000 });
  expect(paid.latest_charge).toMatchObject({ paid: true, status: "succeeded", captured: true });
});

it("a debit that is refunded goes back to no card and no wallet", async () => {
  const { id } = await debit("AT611904300234573201");
  await until(() => told(id).includes("charge.updated"));
  const made = await stripe.refunds.create({ payment_intent: id });
  await until(() => told(id).includes("charge.refund.updated"));
  const refund = await stripe.refunds.retrieve(made.id, { expand: ["balance_transaction"] });
  expect(refund).toMatchObject({ status: "succeeded", balance_transaction: { type: "payment_refund" } });
  expect(refund.id).toMatch(/^pyr_/);
  expect(refund).not.toHaveProperty("destination_details");
});

it("a debit that the bank sends back leaves the payment to another method", async () => {
  const { id } = await debit("AT861904300235473202");
  await until(() => told(id).includes("payment_intent.payment_failed"));
  const failed = await stripe.paymentIntents.retrieve(id, { expand: ["latest_charge"] });
  expect(failed).toMatchObject({ status: "requires_payment_method", amount_received: 0 });
  expect(failed.latest_charge).toMatchObject({ paid: false, status: "failed", amount_captured: 0 });
  const error = failed.last_payment_error;
  expect(error?.code).toBe("payment_intent_payment_attempt_failed");
});

it("a slow debit stays in processing, and cannot be taken back meanwhile", async () => {
  const { id } = await debit("AT321904300235473204");
  expect((await stripe.paymentIntents.retrieve(id)).status).toBe("processing");
  expect((await failure(stripe.paymentIntents.cancel(id))).code).toBe("payment_intent_unexpected_state");
});

it("an account number that is none is refused, and none is shown", async () => {
  const wrong = { type: "sepa_debit", "sepa_debit[iban]": "AT1" };
  expect((await browserCall(running, "POST", "/v1/payment_methods", wrong)).status).toBe(400);
  const iban = "DE89370400440532013000";
  const made = await stripe.paymentMethods.create({ type: "sepa_debit", sepa_debit: { iban } });
  expect(made.sepa_debit).toMatchObject({ country: "DE", last4: "3000" });
  expect(JSON.stringify(made)).not.toContain(iban);
  expect((await failure(stripe.paymentMethods.retrieve("pm_x"))).code).toBe("resource_missing");
});
