import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { brokenPromises } from "@/lib/checkout/testing";
import { setUpCatalog } from "@/lib/setup/set-up-catalog";
import { stripe, useStripeLimits } from "@/lib/stripe/client";
import type { PaidWith } from "@/lib/stripe/confirm-invoice-payment";
import {
  authenticate,
  breakCalls,
  CARDS,
  changeRetries,
  newToken,
  readFromStripe,
  useEmulator,
  wereCallsBroken,
} from "@/lib/stripe/testing";
import { findOverdueInvoice } from "@/lib/subscriptions/find-due-invoice";
import { findSubscription } from "@/lib/subscriptions/find-subscription";
import { planStateOf } from "@/lib/subscriptions/testing/facts";
import {
  ASKS,
  chargesOf,
  DAY,
  type LateSubscriber,
  newLateSubscriber,
} from "@/lib/subscriptions/testing/late";
import { advance, newSubscriber, subscribe } from "@/lib/subscriptions/testing/subscribers";
import { payDueInvoice } from "./pay-due-invoice";
import { readDueInvoice } from "./read-due-invoice";

useTestDatabase();
useEmulator();
beforeAll(async () => {
  await setUpCatalog();
});
afterAll(async () => expect(await brokenPromises()).toEqual([]));

const HOUR = 3600;
const RETURN_URL = "http://localhost:3000/dashboard/billing/invoices/in_1";

type Payer = Pick<LateSubscriber, "walletId" | "invoiceId">;

function pay({ walletId, invoiceId }: Payer, paidWith: PaidWith) {
  return payDueInvoice({ walletId, invoiceId, paidWith, returnUrl: RETURN_URL });
}
async function typed(card: string): Promise<PaidWith> {
  return { confirmationTokenId: await newToken(card, { amount: 2900 }) };
}
const stateOf = async (payer: Payer) => {
  const due = await readDueInvoice(payer);
  return due.ok ? due.view.state : due.refusal;
};

/** The intent that pays an invoice, with what the bank is asked. */
async function intentOf({ invoiceId }: Payer) {
  const invoice = await stripe().invoices.retrieve(invoiceId, { expand: ["payments"] });
  const id = String(invoice.payments?.data[0]?.payment.payment_intent);
  return readFromStripe<Parameters<typeof authenticate>[0]>(`/v1/payment_intents/${id}`);
}

/** All is right again, of which no webhook has told: paid once, two periods credited, active. */
async function expectRenewed(person: LateSubscriber) {
  expect(await stateOf(person)).toBe("invoice_already_paid");
  expect(await planStateOf(person.walletId)).toMatchObject({
    ...{ available: 2000, grants: 2, payments: 0, subscriptions: [{ status: "active" }] },
  });
  expect(await chargesOf(person)).toBe(2);
}

describe("an invoice that could not be collected", () => {
  it("is paid by another card and settled at once, without any webhook", async () => {
    const person = await newLateSubscriber();
    expect(await pay(person, await typed(CARDS.fine))).toEqual({ outcome: "succeeded" });
    await expectRenewed(person);
  });

  it("lets the card that paid it pay the next renewals too, also of a subscription made by hand", async () => {
    const person = await newLateSubscriber();
    await pay(person, await typed(CARDS.fine));
    await advance(person, 31 * DAY);
    const { status, latest_invoice } = await stripe().subscriptions.retrieve(person.subscriptionId);
    expect(status).toBe("active");
    expect((await stripe().invoices.retrieve(String(latest_invoice))).status).toBe("paid");
  });

  it("is paid by the saved card when that works again, and by no card of somebody else", async () => {
    const person = await newLateSubscriber();
    const other = await newLateSubscriber();
    const foreign = { paymentMethodId: other.methodId };
    expect(await pay(person, foreign)).toMatchObject({ refusal: "payment_method_not_found" });
    const good = await stripe().paymentMethods.attach("pm_card_visa", { customer: person.customerId });
    expect(await pay(person, { paymentMethodId: good.id })).toEqual({ outcome: "succeeded" });
    await expectRenewed(person);
  });

  it("stays owed after a refused card, says why, and is paid by the next one", async () => {
    const person = await newLateSubscriber();
    expect(await pay(person, await typed(CARDS.insufficientFunds))).toEqual({
      ...{ outcome: "refused", refusal: "card_declined", advice: "insufficient_funds" },
    });
    expect(await readDueInvoice(person)).toMatchObject({
      view: { state: "payable", advice: "insufficient_funds" },
    });
    expect(await pay(person, await typed(CARDS.stolen))).toMatchObject({ advice: "generic" });
    expect(await pay(person, await typed(CARDS.fine))).toEqual({ outcome: "succeeded" });
    await expectRenewed(person);
  });

  it("mails nobody who is just trying to pay it", async () => {
    const person = await newLateSubscriber();
    await pay(person, await typed(CARDS.insufficientFunds));
    await sql()`delete from notices where wallet_id = ${person.walletId}`;
    await readDueInvoice(person);
    await pay(person, await typed(CARDS.insufficientFunds));
    expect(await sql()`select 1 from notices where wallet_id = ${person.walletId}`).toHaveLength(0);
  });
});

describe("a bank that wants a word", () => {
  it("is asked with the saved card that waits for it, and then it is paid", async () => {
    const person = await newLateSubscriber(ASKS);
    expect(await readDueInvoice(person)).toMatchObject({ view: { state: "payable", due: { ask: "bank" } } });
    const answer = await pay(person, { paymentMethodId: person.methodId });
    const intent = await intentOf(person);
    expect(answer).toEqual({ outcome: "requires_action", clientSecret: expect.stringContaining(intent.id) });
    await authenticate(intent, "complete");
    await expectRenewed(person);
  });

  it("that says no leaves it owed", async () => {
    const person = await newLateSubscriber();
    expect(await pay(person, await typed(CARDS.threeDSecure))).toMatchObject({ outcome: "requires_action" });
    await authenticate(await intentOf(person), "fail");
    expect(await stateOf(person)).toBe("payable");
    expect(await chargesOf(person)).toBe(1);
  });

  it("hears the same request twice once: the lost answer is given again", async () => {
    const person = await newLateSubscriber();
    const token = await typed(CARDS.threeDSecure);
    const first = await pay(person, token);
    expect(await pay(person, token)).toEqual(first);
  });
});

describe("nothing is charged twice", () => {
  it("in two tabs at the same moment", async () => {
    const person = await newLateSubscriber();
    await readDueInvoice(person);
    const tokens = await Promise.all([1, 2, 3].map(() => typed(CARDS.fine)));
    const answers = await Promise.all(tokens.map((token) => pay(person, token)));
    const outcomes = answers.map((one) => (one.outcome === "refused" ? one.refusal : one.outcome));
    expect(outcomes).toContain("succeeded");
    const others = ["succeeded", "payment_in_progress", "invoice_already_paid"];
    expect(outcomes.filter((one) => !others.includes(one))).toEqual([]);
    await expectRenewed(person);
  });

  it("while another payer is at it, who holds it no longer than a step with Stripe takes", async () => {
    const person = await newLateSubscriber();
    await readDueInvoice(person);
    const hold = (seconds: number) => sql()`
      update due_invoices set claimed_until = now() + ${seconds} * interval '1 second'
      where stripe_invoice_id = ${person.invoiceId}`;
    await hold(60);
    const token = await typed(CARDS.fine);
    expect(await pay(person, token)).toMatchObject({ refusal: "payment_in_progress" });
    expect(await chargesOf(person)).toBe(1);
    await hold(-1);
    expect(await pay(person, token)).toEqual({ outcome: "succeeded" });
    await expectRenewed(person);
  });

  it("when Stripe's answer is lost: the next try finds it paid", async () => {
    const person = await newLateSubscriber();
    const path = "/v1/payment_intents/*/confirm";
    await breakCalls({ path, action: "reset", when: "after", count: 2 });
    expect(await pay(person, await typed(CARDS.fine))).toMatchObject({ refusal: "stripe_unavailable" });
    expect(await pay(person, await typed(CARDS.fine))).toMatchObject({ refusal: "invoice_already_paid" });
    await expectRenewed(person);
  });

  it("when it is paid between the two questions that a reading asks Stripe", async () => {
    const person = await newLateSubscriber();
    await readDueInvoice(person);
    const good = await stripe().paymentMethods.attach("pm_card_visa", { customer: person.customerId });
    useStripeLimits({ timeoutMs: 6000 });
    await breakCalls({ method: "GET", path: "/v1/subscriptions/", action: "hang", count: 1 });
    const answer = pay(person, await typed(CARDS.fine));
    await expect.poll(wereCallsBroken).toBe(true);
    await stripe().invoices.pay(person.invoiceId, { payment_method: good.id });
    expect(await answer).toMatchObject({ refusal: "invoice_already_paid" });
    useStripeLimits({});
    await expectRenewed(person);
  });

  it("when Stripe has collected it by itself meanwhile", async () => {
    const person = await newLateSubscriber();
    await readDueInvoice(person);
    const good = await stripe().paymentMethods.attach("pm_card_visa", { customer: person.customerId });
    await stripe().invoices.pay(person.invoiceId, { payment_method: good.id });
    expect(await pay(person, await typed(CARDS.fine))).toMatchObject({ refusal: "invoice_already_paid" });
    await expectRenewed(person);
  });
});

describe("what cannot be paid is refused by name", () => {
  it("an invoice that is nobody's, malformed, or somebody else's", async () => {
    const [person, other] = [await newLateSubscriber(), await newLateSubscriber()];
    for (const invoiceId of [other.invoiceId, "in_unknown", "in_1/../x", ""]) {
      const asked = { walletId: person.walletId, invoiceId };
      expect(await pay(asked, await typed(CARDS.fine))).toMatchObject({ refusal: "invoice_not_found" });
    }
    expect(await chargesOf(other)).toBe(1);
  });

  it("one that was voided", async () => {
    const person = await newLateSubscriber();
    await readDueInvoice(person);
    await stripe().invoices.voidInvoice(person.invoiceId);
    expect(await pay(person, await typed(CARDS.fine))).toMatchObject({ refusal: "invoice_void" });
  });

  it("one of a plan that has ended: it would bring nothing back", async () => {
    const person = await newLateSubscriber();
    await readDueInvoice(person);
    await stripe().subscriptions.cancel(person.subscriptionId);
    expect(await pay(person, await typed(CARDS.fine))).toMatchObject({ refusal: "plan_ended" });
    expect(await chargesOf(person)).toBe(1);
  });

  it("a first payment, which belongs to its order", async () => {
    const person = await newSubscriber(null);
    const { latest_invoice } = await subscribe(person, "topup_pro_month_usd", {
      payment_behavior: "default_incomplete",
    });
    const asked = { walletId: person.walletId, invoiceId: String(latest_invoice) };
    expect(await pay(asked, await typed(CARDS.fine))).toMatchObject({ refusal: "invoice_not_owed" });
  });

  it("a token that is made up or was used, and an eleventh try", async () => {
    const person = await newLateSubscriber();
    const madeUp = { confirmationTokenId: "ctoken_unknown" };
    expect(await pay(person, madeUp)).toMatchObject({ refusal: "confirmation_token_invalid" });
    const used = await typed(CARDS.insufficientFunds);
    await pay(person, used);
    expect(await pay(person, used)).toMatchObject({ refusal: "confirmation_token_used" });
    for (let tries = 1; tries < 10; tries++) await pay(person, await typed(CARDS.insufficientFunds));
    expect(await pay(person, await typed(CARDS.fine))).toMatchObject({ refusal: "too_many_attempts" });
  });

  it("anything while Stripe does not answer", async () => {
    const person = await newLateSubscriber();
    await breakCalls({ path: "/v1/invoices/*", action: "fail", count: 3 });
    expect(await pay(person, { paymentMethodId: person.methodId })).toMatchObject({
      refusal: "stripe_unavailable",
    });
  });
});

describe("a plan that is late for longer than a period", () => {
  it("is taken up again by its latest invoice, and grace is counted from the first", async () => {
    await changeRetries({ retryDays: [3], afterRetries: "leave_past_due" });
    const person = await newLateSubscriber();
    await readDueInvoice(person);
    await advance(person, 31 * DAY);
    const [latest] = (await stripe().invoices.list({ customer: person.customerId, status: "open" })).data;
    const asked = { walletId: person.walletId, invoiceId: latest?.id ?? "" };
    expect(asked.invoiceId).not.toBe(person.invoiceId);
    expect(await stateOf(asked)).toBe("payable");
    const overdue = await findOverdueInvoice(person.walletId);
    const { periodStart = "" } = (await findSubscription(person.walletId)) ?? {};
    expect(overdue?.id).toBe(asked.invoiceId);
    expect(Date.parse(overdue?.graceUntil ?? "")).toBeLessThan(Date.parse(periodStart));
    expect(await pay(person, await typed(CARDS.fine))).toMatchObject({ refusal: "invoice_overtaken" });
    expect(await pay(asked, await typed(CARDS.fine))).toEqual({ outcome: "succeeded" });
    expect(await chargesOf(person)).toBe(2);
    expect(await findSubscription(person.walletId)).toMatchObject({ status: "active" });
  });

  it("and rests is asked for no money that would bring nothing", async () => {
    await changeRetries({ retryDays: [3], afterRetries: "mark_unpaid" });
    const person = await newLateSubscriber();
    await readDueInvoice(person);
    await advance(person, 31 * DAY);
    expect(await pay(person, await typed(CARDS.fine))).toMatchObject({ refusal: "invoice_overtaken" });
    expect(await chargesOf(person)).toBe(1);
  });
});

it("a plan that rests after the last try is taken up again by its payment", async () => {
  await changeRetries({ retryDays: [3], afterRetries: "mark_unpaid" });
  const person = await newLateSubscriber();
  await advance(person, 3 * DAY + HOUR);
  expect(await stateOf(person)).toBe("payable");
  expect(await findSubscription(person.walletId)).toMatchObject({ status: "unpaid" });
  expect(await pay(person, await typed(CARDS.fine))).toEqual({ outcome: "succeeded" });
  expect(await findSubscription(person.walletId)).toMatchObject({ status: "active", graceUntil: null });
});
