import { createTranslator } from "next-intl";
import { describe, expect, it } from "vitest";
import type { DeclineAdvice, PayOrderRefusal } from "@/lib/checkout/refusals";
import type { OrderProgress, OrderView } from "@/lib/checkout/views";
import en from "@/messages/en/checkout.json";
import zh from "@/messages/zh/checkout.json";
import { isBeyondForm, toCheckReply, toNotice, toPayReply, toSignedOut } from "./notice";

const REFUSALS: Record<PayOrderRefusal, true> = {
  order_not_found: true,
  order_already_paid: true,
  order_canceled: true,
  order_parked: true,
  payment_in_progress: true,
  plan_already_live: true,
  price_no_longer_sold: true,
  amount_changed: true,
  trial_already_used: true,
  promotion_code_expired: true,
  confirmation_token_invalid: true,
  confirmation_token_used: true,
  confirmation_token_mismatch: true,
  card_declined: true,
  authentication_failed: true,
  too_many_attempts: true,
  stripe_unavailable: true,
};

const ADVICE: Record<DeclineAdvice, true> = {
  generic: true,
  insufficient_funds: true,
  expired_card: true,
  incorrect_cvc: true,
  incorrect_number: true,
  incorrect_expiry: true,
  incorrect_address: true,
  processing_error: true,
  limit_exceeded: true,
  card_not_supported: true,
  currency_not_supported: true,
  authentication_required: true,
  authentication_failed: true,
  contact_bank: true,
  duplicate_transaction: true,
  try_again_later: true,
  payment_method_refused: true,
};

const LANGUAGES = { en, zh } as const;

/** Translates as the pages do; a text that is missing throws. */
function translator(locale: keyof typeof LANGUAGES) {
  const onError = (fault: Error) => {
    throw fault;
  };
  return createTranslator({ locale, messages: LANGUAGES[locale], onError }) as (key: string) => string;
}

describe.each(["en", "zh"] as const)("what a person is told in %s", (locale) => {
  const t = translator(locale);

  it.each(Object.keys(REFUSALS) as PayOrderRefusal[])("%s has words of its own", (refusal) => {
    const { title, text } = toNotice(t, "order", refusal, null);
    expect(title.length).toBeGreaterThan(3);
    expect(text.length).toBeGreaterThan(8);
  });

  it.each(Object.keys(ADVICE) as DeclineAdvice[])("a card declined as %s says what to do next", (advice) => {
    expect(toNotice(t, "order", "card_declined", advice).text.length).toBeGreaterThan(8);
  });

  it("a generic decline gives no hint of loss, theft, fraud or a block list", () => {
    const { title, text } = toNotice(t, "order", "card_declined", "generic");
    expect(`${title} ${text}`).not.toMatch(/lost|stolen|fraud|block|risk|挂失|被盗|欺诈|黑名单|风险/i);
  });
});

describe("the next step of a refusal", () => {
  const t = translator("en");

  it("an order paid in another tab leads to its page", () => {
    expect(toNotice(t, "abc", "order_already_paid", null).link?.href).toBe("/orders/abc");
  });

  it("advice of an earlier card is not shown for a refusal that has nothing to do with it", () => {
    expect(toNotice(t, "abc", "stripe_unavailable", "insufficient_funds").title).toBe(
      en.refusal.stripe_unavailable.title,
    );
  });

  it("whoever has a plan is led to it, and whoever's price is gone to the prices of today", () => {
    expect(toNotice(t, "abc", "plan_already_live", null).link?.href).toBe("/dashboard/plan");
    expect(toNotice(t, "abc", "price_no_longer_sold", null).link?.href).toBe("/#plans");
  });

  it.each(["amount_changed", "trial_already_used", "promotion_code_expired"] as const)(
    "after %s the page must show the new price, which a declined card does not ask for",
    (refusal) => {
      const reply = (why: PayOrderRefusal) =>
        toPayReply(t, "abc", { outcome: "refused", refusal: why, advice: null });
      expect(reply(refusal)).toMatchObject({ outcome: "refused", priceChanged: true });
      expect(reply("card_declined")).toMatchObject({ outcome: "refused", priceChanged: false });
    },
  );

  it("a form that shows another amount than an open order asks for hears so, also after the bank's check", () => {
    const order = { id: "abc", progress: "open", plan: { dueMinor: 2900 }, amountMinor: 2900 } as OrderView;
    expect(toCheckReply(t, order, 0)).toMatchObject({
      notice: { title: en.refusal.amount_changed.title },
      priceChanged: true,
    });
    expect(toCheckReply(t, order, 2900)).toEqual({ progress: "open", notice: null });
    expect(toCheckReply(t, order)).toEqual({ progress: "open", notice: null });
    expect(toCheckReply(t, { ...order, progress: "credited" }, 0).notice).toBeNull();
  });

  it("an ended session leads to sign-in and back to this order", () => {
    expect(toSignedOut(t, "abc").link?.href).toBe("/sign-in?return=%2Fcheckout%2Fabc");
  });
});

describe("where an order goes on", () => {
  const cases: [OrderProgress | null, boolean][] = [
    ["open", false],
    ["declined", false],
    ["waiting_for_bank", false],
    ["processing", true],
    ["crediting", true],
    ["credited", true],
    ["canceled", true],
    ["parked", true],
    [null, false],
  ];
  it.each(cases)("%s is beyond the payment form: %s", (progress, expected) => {
    expect(isBeyondForm(progress)).toBe(expected);
  });
});
