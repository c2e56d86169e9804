import { describe, expect, it } from "vitest";
import type { PaymentMethodFacts } from "@/lib/stripe/payment-methods";
import { validityOfCard } from "./validity-of-card";
import { toPaymentMethodViews } from "./views";

const AT = new Date("2026-11-22T10:00:00Z");

function card(
  id: string,
  fingerprint: string | null,
  more: Partial<PaymentMethodFacts> = {},
): PaymentMethodFacts {
  const facts = { brand: "visa", last4: "4242", expMonth: 1, expYear: 2031, fingerprint, wallet: null };
  return { id, type: "card", card: facts, label: null, createdAt: AT, ...more };
}

describe("a card is good", () => {
  const cases = [
    ["to the last day of its month", 2026, 11, "ends_soon"],
    ["but not after it", 2026, 10, "over"],
    ["and two months before it is said", 2026, 12, "ends_soon"],
    ["not earlier", 2027, 1, "valid"],
    ["across years", 2025, 12, "over"],
  ] as const;
  it.each(cases)("%s (%i-%i: %s)", (_name, expYear, expMonth, expected) => {
    expect(validityOfCard({ expYear, expMonth }, AT)).toBe(expected);
  });
});

describe("the payment methods of a person", () => {
  it("show a card once that was entered twice: the default entry, else the newest", () => {
    const methods = [card("pm_new", "same"), card("pm_old", "same"), card("pm_other", "other")];
    const ids = (defaultId: string | null) =>
      toPaymentMethodViews(methods, defaultId, AT).map(({ id, isDefault }) => [id, isDefault]);
    expect(ids(null)).toEqual([
      ["pm_new", false],
      ["pm_other", false],
    ]);
    expect(ids("pm_old")).toEqual([
      ["pm_old", true],
      ["pm_other", false],
    ]);
  });

  it("that have no fingerprint are each their own", () => {
    expect(toPaymentMethodViews([card("pm_1", null), card("pm_2", null)], null, AT)).toHaveLength(2);
  });

  it("show the wallet a card came in, and another kind by what its owner knows it by", () => {
    const apple = card("pm_1", "a");
    if (apple.card) apple.card.wallet = "apple_pay";
    const link: PaymentMethodFacts = {
      id: "pm_2",
      type: "link",
      card: null,
      label: "ann@example.com",
      createdAt: AT,
    };
    expect(toPaymentMethodViews([apple, link], null, AT)).toMatchObject([
      { cardWallet: "apple_pay", cardExpiry: "01/31", validity: "valid" },
      { type: "link", label: "ann@example.com", cardBrand: null, cardExpiry: null, validity: null },
    ]);
  });
});
