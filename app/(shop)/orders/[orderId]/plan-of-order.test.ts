import { describe, expect, it } from "vitest";
import type { OrderView } from "@/lib/checkout/views";
import type { SubscriptionView } from "@/lib/subscriptions/views";
import { begunPlanOf } from "./plan-of-order";

const TRIAL_END = "2026-11-29T10:00:00.000Z";
const ORDER = {
  paidAt: "2026-11-22T10:00:05.000Z",
  plan: { plan: "pro", interval: "month", trialDays: 7 },
} as OrderView;
const SUBSCRIPTION = {
  status: "trialing",
  plan: "pro",
  interval: "month",
  periodStart: "2026-11-22T10:00:00.000Z",
  periodEnd: TRIAL_END,
  trialEnd: TRIAL_END,
  cancelAt: null,
} as SubscriptionView;
const NOTHING = { trialEnd: null, nextPaymentAt: null };

describe("what an order says of the plan that it began", () => {
  it("is when the trial ends and when the plan is paid next", () => {
    expect(begunPlanOf(ORDER, SUBSCRIPTION)).toEqual({ trialEnd: TRIAL_END, nextPaymentAt: TRIAL_END });
  });

  it("is no next payment when the plan is to end", () => {
    const ending = { ...SUBSCRIPTION, cancelAt: TRIAL_END };
    expect(begunPlanOf(ORDER, ending)).toEqual({ trialEnd: TRIAL_END, nextPaymentAt: null });
  });

  it.each<[string, Partial<SubscriptionView>]>([
    ["renewed", { status: "active", periodStart: TRIAL_END, periodEnd: "2026-12-29T10:00:00.000Z" }],
    ["another plan now", { plan: "scale" }],
    ["paid by the year now", { interval: "year" }],
    ["over", { status: "canceled" }],
  ])("is nothing any more once the plan is %s", (_, change) => {
    expect(begunPlanOf(ORDER, { ...SUBSCRIPTION, ...change })).toEqual(NOTHING);
  });

  it("is nothing when our copy is not there", () => {
    expect(begunPlanOf(ORDER, null)).toEqual(NOTHING);
  });
});
