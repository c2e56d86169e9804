import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { brokenPromises, newWallet } from "@/lib/checkout/testing";
import { addMonths } from "@/lib/platform/add-months";
import { now } from "@/lib/platform/clock";
import { setUpCatalog } from "@/lib/setup/set-up-catalog";
import { stripe } from "@/lib/stripe/client";
import { breakCalls, CARDS, newToken, useEmulator } from "@/lib/stripe/testing";
import { newSubscriber, subscribe } from "@/lib/subscriptions/testing/subscribers";
import { addPaymentMethod } from "./add-payment-method";
import { finishAdding } from "./finish-adding";
import { listPaymentMethods } from "./list-payment-methods";
import { answerBank, enterCard, forgetCardTries, newSavingToken } from "./testing";

useTestDatabase();
useEmulator();
beforeAll(async () => {
  await setUpCatalog();
});
afterEach(() => vi.useRealTimers());
afterAll(async () => expect(await brokenPromises()).toEqual([]));

const MASTERCARD = "5555555555554444";

async function cardsOf(walletId: string) {
  const answer = await listPaymentMethods(walletId);
  if (!answer.ok) throw new Error(answer.refusal);
  return answer.methods;
}

async function openIntentsOf(walletId: string): Promise<number> {
  const [wallet] = await sql()<{ id: string }[]>`
    select stripe_customer_id as id from wallets where id = ${walletId}`;
  const { data } = await stripe().setupIntents.list({ customer: wallet?.id ?? "" });
  return data.filter(({ status }) => status.startsWith("requires_")).length;
}

describe("adding a card", () => {
  it("saves it with the wallet's customer, and the first one is the default", async () => {
    const walletId = await newWallet();
    expect(await cardsOf(walletId)).toEqual([]);
    expect(await enterCard(walletId, CARDS.fine)).toEqual({ outcome: "added" });
    expect(await enterCard(walletId, MASTERCARD)).toEqual({ outcome: "added" });
    expect(await cardsOf(walletId)).toMatchObject([
      {
        cardBrand: "mastercard",
        cardLast4: "4444",
        cardExpiry: "12/34",
        validity: "valid",
        isDefault: false,
      },
      { cardBrand: "visa", cardLast4: "4242", isDefault: true },
    ]);
    expect(await openIntentsOf(walletId)).toBe(0);
  });

  it("that its bank wants to see is saved when the bank said yes, also when our answer got lost", async () => {
    const walletId = await newWallet();
    const asked = await enterCard(walletId, CARDS.threeDSecure);
    if (asked.outcome !== "requires_action") throw new Error(asked.outcome);
    expect(asked.clientSecret).toContain(asked.intentId);
    expect(await cardsOf(walletId)).toEqual([]);
    await answerBank(asked.intentId, "complete");
    expect(await cardsOf(walletId)).toMatchObject([{ cardLast4: "3220" }]);
    const finish = () => finishAdding({ walletId, intentId: asked.intentId });
    expect(await finish()).toEqual({ outcome: "added" });
    expect(await finish()).toEqual({ outcome: "added" });
    expect(await cardsOf(walletId)).toMatchObject([{ cardLast4: "3220", isDefault: true }]);
  });

  it("leaves nothing behind when the bank says no, was left without an answer, or the try was abandoned", async () => {
    const walletId = await newWallet();
    const tryOne = async () => {
      const asked = await enterCard(walletId, CARDS.threeDSecure);
      if (asked.outcome !== "requires_action") throw new Error(asked.outcome);
      return asked.intentId;
    };
    const failed = await tryOne();
    await answerBank(failed, "fail");
    const no = { outcome: "refused", refusal: "authentication_failed" };
    expect(await finishAdding({ walletId, intentId: failed })).toMatchObject(no);
    const left = await tryOne();
    expect(await finishAdding({ walletId, intentId: left })).toMatchObject(no);
    expect(await finishAdding({ walletId, intentId: left })).toMatchObject(no);
    expect(await openIntentsOf(walletId)).toBe(0);
    await tryOne();
    expect(await openIntentsOf(walletId)).toBe(1);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 31 * 60_000 });
    expect(await enterCard(walletId, CARDS.fine)).toEqual({ outcome: "added" });
    vi.useRealTimers();
    expect(await openIntentsOf(walletId)).toBe(0);
    expect(await cardsOf(walletId)).toHaveLength(1);
  });

  it("that its bank declines is said with the bank's code for the page, and not saved", async () => {
    const walletId = await newWallet();
    expect(await enterCard(walletId, CARDS.insufficientFunds)).toMatchObject({
      outcome: "refused",
      refusal: "card_declined",
      decline: { code: "card_declined", declineCode: "insufficient_funds" },
    });
    expect(await cardsOf(walletId)).toEqual([]);
    expect(await openIntentsOf(walletId)).toBe(0);
  });

  it("leaves the first payment of a plan alone that waits for its own card", async () => {
    const person = await newSubscriber(null);
    const more = { trial_period_days: 7, payment_behavior: "default_incomplete" };
    const plan = await subscribe(person, "topup_pro_month_usd", more);
    expect(await enterCard(person.walletId, CARDS.fine)).toEqual({ outcome: "added" });
    const pending = await stripe().setupIntents.retrieve(String(plan.pending_setup_intent));
    expect(pending.status).toBe("requires_payment_method");
  });
});

describe("the same card again", () => {
  it("is said, and saved once", async () => {
    const walletId = await newWallet();
    await enterCard(walletId, CARDS.fine);
    expect(await enterCard(walletId, CARDS.fine)).toMatchObject({ refusal: "card_already_saved" });
    expect(await cardsOf(walletId)).toHaveLength(1);
    expect(await openIntentsOf(walletId)).toBe(0);
  });

  it("with a new date takes the place of the old one, also as the default", async () => {
    const walletId = await newWallet();
    const nextMonth = addMonths(now(), 1);
    const soon = { month: String(nextMonth.getUTCMonth() + 1), year: String(nextMonth.getUTCFullYear()) };
    await enterCard(walletId, CARDS.fine, soon);
    expect(await cardsOf(walletId)).toMatchObject([{ validity: "ends_soon", isDefault: true }]);
    expect(await enterCard(walletId, CARDS.fine)).toEqual({ outcome: "added" });
    expect(await cardsOf(walletId)).toMatchObject([
      { cardExpiry: "12/34", validity: "valid", isDefault: true },
    ]);
  });

  it("from two tabs at once is one card, here and at Stripe", async () => {
    const walletId = await newWallet();
    await enterCard(walletId, MASTERCARD);
    await Promise.all([enterCard(walletId, CARDS.fine), enterCard(walletId, CARDS.fine)]);
    expect((await cardsOf(walletId)).map(({ cardLast4 }) => cardLast4).sort()).toEqual(["4242", "4444"]);
    const [wallet] = await sql()`select stripe_customer_id as id from wallets where id = ${walletId}`;
    expect((await stripe().customers.listPaymentMethods(String(wallet?.id))).data).toHaveLength(2);
  });
});

describe("whoever tries many cards", () => {
  it("is stopped after five within an hour, by name, however they are sent", async () => {
    const [walletId, other] = [await newWallet(), await newWallet()];
    const tries = Array.from({ length: 8 }, () => enterCard(walletId, CARDS.stolen));
    const refusals = (await Promise.all(tries)).map((answer) =>
      answer.outcome === "refused" ? answer.refusal : answer.outcome,
    );
    expect(refusals.filter((one) => one === "card_declined")).toHaveLength(5);
    expect(refusals.filter((one) => one === "too_many_tries")).toHaveLength(3);
    const next = await enterCard(walletId, CARDS.fine);
    if (next.outcome !== "refused") throw new Error(next.outcome);
    expect(next.refusal).toBe("too_many_tries");
    expect(next.waitSeconds).toBeGreaterThan(3000);
    expect(await enterCard(other, CARDS.fine)).toEqual({ outcome: "added" });
    await forgetCardTries();
  });
});

describe("what is not this wallet's, or not a card", () => {
  it("somebody else's try is not there, like one that never was", async () => {
    const [walletId, other] = [await newWallet(), await newWallet()];
    const asked = await enterCard(other, CARDS.threeDSecure);
    if (asked.outcome !== "requires_action") throw new Error(asked.outcome);
    await enterCard(walletId, CARDS.fine);
    for (const intentId of [asked.intentId, "seti_nothing", "seti_../customers", ""])
      expect(await finishAdding({ walletId, intentId })).toMatchObject({ refusal: "saving_not_found" });
    await answerBank(asked.intentId, "complete");
    expect(await cardsOf(walletId)).toHaveLength(1);
  });

  it("a token that is made up, used or for nothing saves nothing", async () => {
    const walletId = await newWallet();
    const add = (confirmationTokenId: string) =>
      addPaymentMethod({ walletId, confirmationTokenId, returnUrl: "http://localhost:3000/" });
    const used = await newSavingToken(CARDS.fine);
    expect(await add(used)).toEqual({ outcome: "added" });
    for (const token of [used, "ctoken_nothing", "pm_card_visa", ""])
      expect(await add(token)).toMatchObject({ refusal: "confirmation_token_invalid" });
    expect(await cardsOf(walletId)).toHaveLength(1);
  });

  it("a wallet that is closed saves no card and gets no customer", async () => {
    const walletId = await newWallet();
    await sql()`update wallets set user_id = null, closed_at = now() where id = ${walletId}`;
    expect(await enterCard(walletId, CARDS.fine)).toMatchObject({ refusal: "wallet_closed" });
    const [wallet] = await sql()`select stripe_customer_id as id from wallets where id = ${walletId}`;
    expect(wallet?.id).toBeNull();
  });
});

describe("when Stripe goes away", () => {
  it.each(["before", "after"] as const)(
    "%s the bank was asked, it is said and nothing is lost",
    async (when) => {
      const walletId = await newWallet();
      const confirmationTokenId = await newToken(CARDS.fine);
      await breakCalls({ path: "/v1/setup_intents/*/confirm", action: "fail", count: 3, when });
      const answer = await addPaymentMethod({
        walletId,
        confirmationTokenId,
        returnUrl: "http://localhost:3000/",
      });
      if (when === "after") expect(answer).toEqual({ outcome: "added" });
      else expect(answer).toMatchObject({ refusal: "stripe_unavailable" });
      expect(await cardsOf(walletId)).toHaveLength(when === "after" ? 1 : 0);
      if (when === "before") expect(await enterCard(walletId, CARDS.fine)).toEqual({ outcome: "added" });
      expect(await openIntentsOf(walletId)).toBe(0);
    },
  );

  it("the list says so instead of being empty", async () => {
    const walletId = await newWallet();
    await enterCard(walletId, CARDS.fine);
    await breakCalls({ path: "/v1/customers", action: "fail", count: 6 });
    expect(await listPaymentMethods(walletId)).toEqual({ ok: false, refusal: "stripe_unavailable" });
  });

  it("a customer that is gone there is replaced", async () => {
    const walletId = await newWallet();
    await enterCard(walletId, CARDS.fine);
    const [wallet] = await sql()`select stripe_customer_id as id from wallets where id = ${walletId}`;
    await stripe().customers.del(String(wallet?.id));
    expect(await cardsOf(walletId)).toEqual([]);
    expect(await enterCard(walletId, MASTERCARD)).toEqual({ outcome: "added" });
    expect(await cardsOf(walletId)).toMatchObject([{ cardLast4: "4444", isDefault: true }]);
  });
});
