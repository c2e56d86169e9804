import { describe, expect, it } from "vitest";
import type { SubscriptionView } from "@/lib/subscriptions/views";
import { isBlocked, nextChargeOf, stateOfPlan } from "./state-of-plan";

const END = "2027-01-22T00:00:00.000Z";
const PLAN = {
  status: "active",
  periodEnd: END,
  trialEnd: null,
  cancelAt: null,
  pause: null,
  pending: null,
  scheduled: null,
} as SubscriptionView;
const planOf = (change: Partial<SubscriptionView>): SubscriptionView => ({ ...PLAN, ...change });

describe("the state of a plan", () => {
  it("that ends or is paused is not called active", () => {
    expect(stateOfPlan(planOf({}))).toEqual({ word: "active", tone: "good" });
    expect(stateOfPlan(planOf({ cancelAt: END })).word).toBe("ending");
    expect(stateOfPlan(planOf({ pause: { resumesAt: null } })).word).toBe("paused");
    expect(stateOfPlan(planOf({ status: "past_due", cancelAt: END })).word).toBe("past_due");
  });

  it("blocks a change while anything else is planned or owed", () => {
    expect(isBlocked(planOf({}))).toBe(false);
    expect(isBlocked(planOf({ status: "trialing" }))).toBe(false);
    expect(isBlocked(planOf({ status: "past_due" }))).toBe(true);
    expect(isBlocked(planOf({ scheduled: { at: END, isOurs: true, terms: null } }))).toBe(true);
    expect(isBlocked(planOf({ pending: { until: END, invoiceId: null, terms: null } }))).toBe(true);
  });
});

describe("the next charge of a plan", () => {
  it("is at the end of its period or trial, and none when it ends, is paused or overdue", () => {
    expect(nextChargeOf(planOf({}))).toBe(END);
    expect(nextChargeOf(planOf({ status: "trialing", trialEnd: "2027-01-02T00:00:00.000Z" }))).toBe(
      "2027-01-02T00:00:00.000Z",
    );
    expect(nextChargeOf(planOf({ cancelAt: END }))).toBeNull();
    expect(nextChargeOf(planOf({ pause: { resumesAt: END } }))).toBeNull();
    expect(nextChargeOf(planOf({ status: "unpaid" }))).toBeNull();
  });
});
