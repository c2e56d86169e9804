import { expect, it } from "vitest";
import type { SubscriptionView } from "@/lib/subscriptions/views";
import { isPlanShown, planStateOf } from "./plan-state";

const AT = "2027-03-10T12:00:00.000Z";
const plan = (changed: Partial<SubscriptionView> = {}): SubscriptionView => ({
  ...{ id: "sub_1", status: "active", plan: "pro", interval: "month", credits: 1000, currency: "usd" },
  ...{ amountMinor: 2900, periodStart: AT, periodEnd: AT, trialEnd: null, cancelAt: null, graceUntil: null },
  ...{ expiresAt: AT, scheduled: null, pending: null, pause: null },
  ...changed,
});
const scheduled = { at: AT, isOurs: true, terms: null };
const pending = { until: AT, invoiceId: null, terms: null };

it("what stands in the way of the next period is said before what is planned", () => {
  const all = { cancelAt: AT, scheduled, pending, pause: { resumesAt: null } };
  for (const status of ["past_due", "unpaid", "paused", "incomplete"] as const)
    expect(planStateOf(plan({ status, ...all }))).toBe(status);
});

it("an end is said before a pause, and both before a change", () => {
  expect(planStateOf(plan({ cancelAt: AT, pause: { resumesAt: null }, scheduled }))).toBe("canceling");
  expect(planStateOf(plan({ pause: { resumesAt: null }, pending, scheduled }))).toBe("held");
  expect(planStateOf(plan({ pending, scheduled }))).toBe("pending");
  expect(planStateOf(plan({ status: "trialing", scheduled }))).toBe("scheduled");
});

it("a plan with nothing to say goes on, as a trial while it is one", () => {
  expect(planStateOf(plan())).toBe("active");
  expect(planStateOf(plan({ status: "trialing" }))).toBe("trialing");
});

it("a plan that ended is shown for a month, one that never began not at all", () => {
  const end = Date.parse(AT);
  expect(isPlanShown(plan({ status: "canceled" }), end + 29 * 86_400_000)).toBe(true);
  expect(isPlanShown(plan({ status: "canceled" }), end + 31 * 86_400_000)).toBe(false);
  expect(isPlanShown(plan({ status: "incomplete_expired" }), end)).toBe(false);
});
