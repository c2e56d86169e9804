import { expect, it } from "vitest";
import { OPERATION_CREDITS_MAX, refusalOfAmount } from "./refusals";

it.each([
  [1, null],
  [OPERATION_CREDITS_MAX, null],
  [0, "amount_not_positive"],
  [-1, "amount_not_positive"],
  [Number.NEGATIVE_INFINITY, "amount_not_positive"],
  [OPERATION_CREDITS_MAX + 1, "amount_too_large"],
  [2 ** 53, "amount_too_large"],
  [Number.POSITIVE_INFINITY, "amount_too_large"],
])("%d credits: %s", (credits, refusal) => {
  expect(refusalOfAmount(credits)).toBe(refusal);
});

it.each([0.5, 1.5, Number.NaN])("%d credits is a fault of the caller, not a refusal", (credits) => {
  expect(() => refusalOfAmount(credits)).toThrow("credits_not_whole");
});
