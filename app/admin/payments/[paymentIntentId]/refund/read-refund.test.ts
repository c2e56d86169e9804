import { expect, it } from "vitest";
import { newId } from "@/lib/platform/ids";
import { readAmount, readReason, readRefundForm, toAmountText } from "./read-refund";

it("an amount is read as its currency counts", () => {
  expect(readAmount("20.00", "usd")).toBe(2000);
  expect(readAmount(" 20 ", "usd")).toBe(2000);
  expect(readAmount("12,5", "eur")).toBe(1250);
  expect(readAmount("3000", "jpy")).toBe(3000);
  expect(readAmount("1.234", "kwd")).toBe(1234);
});

it("what is no amount of the currency is none, never rounded to one", () => {
  for (const text of ["", "abc", "-5", "1.234", "1e3", "0x10", "1.", ".5", "1 000", "9".repeat(16), "½"])
    expect([text, readAmount(text, "usd")]).toEqual([text, null]);
  expect(readAmount("3.5", "jpy")).toBeNull();
});

it("what is written into the field is read as the same amount", () => {
  for (const [minor, currency] of [
    [2000, "usd"],
    [1, "usd"],
    [3000, "jpy"],
    [1234567, "kwd"],
  ] as const)
    expect(readAmount(toAmountText(minor, currency), currency)).toBe(minor);
});

it("a reason that nobody offers is the plain one", () => {
  expect(readReason("duplicate")).toBe("duplicate");
  expect(readReason("because")).toBe("requested_by_customer");
  expect(readReason(undefined)).toBe("requested_by_customer");
});

it("a form says what was shown; one that our page did not make says nothing", () => {
  const shown = { total: "100", own: "30", others: "20", owed: "50" };
  const sent = { paymentIntentId: "pi_1", requestId: newId(), amountMinor: "500", reason: "duplicate" };
  const formOf = (fields: Record<string, string>) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    return form;
  };
  expect(readRefundForm(formOf({ ...sent, ...shown }))).toEqual({
    ...sent,
    amountMinor: 500,
    expectedCredits: { total: 100, own: 30, others: 20, owed: 50 },
  });
  for (const wrong of [{ amountMinor: "0" }, { amountMinor: "1.5" }, { requestId: "x" }, { reason: "no" }])
    expect(readRefundForm(formOf({ ...sent, ...shown, ...wrong }))).toBeNull();
  expect(readRefundForm(formOf(sent))).toBeNull();
});
