import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { useTestDatabase } from "@/db/testing";
import { brokenPromises } from "@/lib/checkout/testing";
import { setUpCatalog } from "@/lib/setup/set-up-catalog";
import { stripe } from "@/lib/stripe/client";
import { breakCalls, useEmulator } from "@/lib/stripe/testing";
import { advance, newSubscriber, type Subscriber, subscribe } from "@/lib/subscriptions/testing/subscribers";
import { listPaymentMethods } from "./list-payment-methods";
import { removePaymentMethod } from "./remove-payment-method";
import { setDefaultPaymentMethod } from "./set-default-payment-method";

useTestDatabase();
useEmulator();
beforeAll(async () => {
  await setUpCatalog();
});
afterAll(async () => expect(await brokenPromises()).toEqual([]));

const MONTH_AND_A_BIT = 32 * 86_400;
const KEY = "topup_pro_month_usd";
const HER_DEFAULT = { isDefault: true };

async function attach({ customerId }: Subscriber, card: string): Promise<string> {
  return (await stripe().paymentMethods.attach(card, { customer: customerId })).id;
}

/** A person with a plan that names the card it is charged to, as plans bought in the browser do. */
async function withPlan() {
  const person = await newSubscriber();
  const [first] = (await stripe().customers.listPaymentMethods(person.customerId)).data;
  const card = first?.id ?? "";
  const plan = await subscribe(person, KEY, { default_payment_method: card });
  return { person, card, planId: plan.id };
}

async function listed({ walletId }: Subscriber) {
  const answer = await listPaymentMethods(walletId);
  if (!answer.ok) throw new Error(answer.refusal);
  return answer.methods;
}

/** The last digits of the card that paid the customer's newest charge, and how many there are. */
async function lastCharge({ customerId }: Subscriber) {
  const { data } = await stripe().charges.list({ customer: customerId });
  return { last4: data[0]?.payment_method_details?.card?.last4, charges: data.length };
}

describe("choosing another default", () => {
  it("makes the next renewal go to it, and charges nothing before", async () => {
    const { person, card } = await withPlan();
    const other = await attach(person, "pm_card_mastercard");
    const choose = () => setDefaultPaymentMethod({ walletId: person.walletId, paymentMethodId: other });
    expect(await choose()).toEqual({ ok: true });
    expect(await choose()).toEqual({ ok: true });
    expect(await lastCharge(person)).toEqual({ last4: "4242", charges: 1 });
    expect(await listed(person)).toMatchObject([
      { id: other, ...HER_DEFAULT },
      { id: card, isDefault: false },
    ]);
    await advance(person, MONTH_AND_A_BIT);
    expect(await lastCharge(person)).toEqual({ last4: "4444", charges: 2 });
    const back = await setDefaultPaymentMethod({ walletId: person.walletId, paymentMethodId: card });
    expect(back).toEqual({ ok: true });
    await advance(person, MONTH_AND_A_BIT);
    expect(await lastCharge(person)).toEqual({ last4: "4242", charges: 3 });
  });

  it("writes it on the customer and on the plan", async () => {
    const { person, planId } = await withPlan();
    const other = await attach(person, "pm_card_mastercard");
    await setDefaultPaymentMethod({ walletId: person.walletId, paymentMethodId: other });
    const plan = await stripe().subscriptions.retrieve(planId);
    const customer = await stripe().customers.retrieve(person.customerId);
    if (customer.deleted) throw new Error("the customer is gone");
    expect(plan.default_payment_method).toBe(other);
    expect(customer.invoice_settings.default_payment_method).toBe(other);
  });

  it("that Stripe cut short is said, never looks done before the plan has it, and is done by trying again", async () => {
    const { person, card, planId } = await withPlan();
    const other = await attach(person, "pm_card_mastercard");
    const choose = () => setDefaultPaymentMethod({ walletId: person.walletId, paymentMethodId: other });
    await breakCalls({ path: `/v1/subscriptions/${planId}`, method: "POST", action: "fail", count: 3 });
    expect(await choose()).toEqual({ ok: false, refusal: "stripe_unavailable" });
    expect(await listed(person)).toMatchObject([{ isDefault: false }, { id: card, ...HER_DEFAULT }]);
    expect(await choose()).toEqual({ ok: true });
    expect(await listed(person)).toMatchObject([{ id: other, ...HER_DEFAULT }, {}]);
  });

  it("is done although Stripe cannot be asked afterwards", async () => {
    const { person, planId } = await withPlan();
    const other = await attach(person, "pm_card_mastercard");
    await breakCalls({ path: `/v1/subscriptions/${planId}`, method: "GET", action: "fail", count: 3 });
    const chosen = await setDefaultPaymentMethod({ walletId: person.walletId, paymentMethodId: other });
    expect(chosen).toEqual({ ok: true });
  });

  it("does not find somebody else's card, one that is gone, or what is no card", async () => {
    const [{ person }, { card: foreign }] = [await withPlan(), await withPlan()];
    for (const paymentMethodId of [foreign, "pm_nothing", "pm_card_visa", ""]) {
      const request = { walletId: person.walletId, paymentMethodId };
      const notFound = { ok: false, refusal: "payment_method_not_found" };
      expect(await setDefaultPaymentMethod(request)).toEqual(notFound);
      expect(await removePaymentMethod(request)).toEqual(notFound);
    }
    expect(await listed(person)).toMatchObject([HER_DEFAULT]);
  });
});

describe("removing", () => {
  it("what a live plan is charged to is refused by name: the last one, and the one it uses", async () => {
    const { person, card } = await withPlan();
    const remove = (id: string) => removePaymentMethod({ walletId: person.walletId, paymentMethodId: id });
    expect(await remove(card)).toEqual({ ok: false, refusal: "last_payment_method_of_plan" });
    const other = await attach(person, "pm_card_mastercard");
    expect(await remove(card)).toEqual({ ok: false, refusal: "payment_method_pays_plan" });
    await setDefaultPaymentMethod({ walletId: person.walletId, paymentMethodId: other });
    expect(await remove(card)).toEqual({ ok: true });
    expect(await remove(card)).toEqual({ ok: false, refusal: "payment_method_not_found" });
    expect(await listed(person)).toMatchObject([{ id: other, ...HER_DEFAULT }]);
    await advance(person, MONTH_AND_A_BIT);
    expect(await lastCharge(person)).toEqual({ last4: "4444", charges: 2 });
  });

  it("is free when the plan will end without being charged again, or has ended", async () => {
    const { person, card, planId } = await withPlan();
    await stripe().subscriptions.update(planId, { cancel_at_period_end: true });
    expect(await removePaymentMethod({ walletId: person.walletId, paymentMethodId: card })).toEqual({
      ok: true,
    });
    await advance(person, MONTH_AND_A_BIT);
    expect(await lastCharge(person)).toEqual({ last4: "4242", charges: 1 });
    const other = await withPlan();
    await stripe().subscriptions.cancel(other.planId);
    const request = { walletId: other.person.walletId, paymentMethodId: other.card };
    expect(await removePaymentMethod(request)).toEqual({ ok: true });
  });

  it("a card that is there twice removes both", async () => {
    const person = await newSubscriber();
    await attach(person, "pm_card_visa");
    const [shown, ...more] = await listed(person);
    expect(more).toEqual([]);
    expect(shown).toMatchObject({ cardLast4: "4242", ...HER_DEFAULT });
    const removed = await removePaymentMethod({
      walletId: person.walletId,
      paymentMethodId: shown?.id ?? "",
    });
    expect(removed).toEqual({ ok: true });
    expect((await stripe().customers.listPaymentMethods(person.customerId)).data).toEqual([]);
  });

  it("is said when Stripe is away, and done by trying again", async () => {
    const person = await newSubscriber();
    const [shown] = await listed(person);
    const remove = () => removePaymentMethod({ walletId: person.walletId, paymentMethodId: shown?.id ?? "" });
    await breakCalls({ path: "/v1/payment_methods/*/detach", action: "fail", count: 3 });
    expect(await remove()).toEqual({ ok: false, refusal: "stripe_unavailable" });
    expect(await remove()).toEqual({ ok: true });
  });
});
