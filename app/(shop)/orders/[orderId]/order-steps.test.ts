import { describe, expect, it } from "vitest";
import type { OrderView } from "@/lib/checkout/views";
import { orderSteps } from "./order-steps";

const PLAN: NonNullable<OrderView["plan"]> = {
  plan: "pro",
  interval: "month",
  trialDays: 0,
  trialCredits: 0,
  dueMinor: 2900,
  renewalMinor: 2900,
  discount: null,
};

const ORDER: OrderView = {
  id: "019ce3a1-0000-7000-8000-000000000001",
  kind: "pack",
  plan: null,
  item: "maker",
  currency: "usd",
  amountMinor: 2000,
  credits: 500,
  validityMonths: 12,
  progress: "open",
  advice: null,
  createdAt: "2026-11-21T10:00:00.000Z",
  submittedAt: null,
  paidAt: null,
  creditedAt: null,
  canceledAt: null,
  receipt: null,
};

function stepsOf(change: Partial<OrderView>): string[] {
  return orderSteps({ ...ORDER, ...change }).map(
    ({ key, state, at }) => `${key} ${state} ${at?.slice(11, 16) ?? "-"}`,
  );
}

describe("the steps of an order", () => {
  it("a new order waits for its payment", () => {
    expect(stepsOf({})).toEqual(["received done 10:00", "unpaid current -", "credited waiting -"]);
  });

  it("a credited order has a time on every step", () => {
    const paidAt = "2026-11-21T10:05:00.000Z";
    const creditedAt = "2026-11-21T10:06:00.000Z";
    expect(stepsOf({ progress: "credited", paidAt, creditedAt })).toEqual([
      "received done 10:00",
      "confirmed done 10:05",
      "credited done 10:06",
    ]);
  });

  it("money that came but is not credited yet shows what is still under way", () => {
    expect(stepsOf({ progress: "crediting", paidAt: "2026-11-21T10:05:00.000Z" })).toEqual([
      "received done 10:00",
      "confirmed done 10:05",
      "credited current -",
    ]);
  });

  it("a declined payment has failed, and the credits are still to come", () => {
    const submittedAt = "2026-11-21T10:02:00.000Z";
    expect(stepsOf({ progress: "declined", submittedAt })).toEqual([
      "received done 10:00",
      "declined failed 10:02",
      "credited waiting -",
    ]);
  });

  it("a canceled order ends there and promises no credits", () => {
    expect(stepsOf({ progress: "canceled", canceledAt: "2026-11-21T11:00:00.000Z" })).toEqual([
      "received done 10:00",
      "canceled failed 11:00",
    ]);
  });

  it("a plan that is paid has begun, and its credits are there", () => {
    const paidAt = "2026-11-21T10:05:00.000Z";
    const credited = { kind: "plan", progress: "credited", paidAt, creditedAt: paidAt } as const;
    expect(stepsOf({ ...credited, plan: PLAN })).toEqual([
      "received done 10:00",
      "confirmed done 10:05",
      "begun done 10:05",
      "credited done 10:05",
    ]);
  });

  it("a trial charges nothing: its card was checked", () => {
    const paidAt = "2026-11-21T10:05:00.000Z";
    const plan = { ...PLAN, trialDays: 7, trialCredits: 100, dueMinor: 0 };
    const credited = { kind: "plan", progress: "credited", paidAt, creditedAt: paidAt } as const;
    expect(stepsOf({ ...credited, plan })).toEqual([
      "received done 10:00",
      "checked done 10:05",
      "trial done 10:05",
      "credited done 10:05",
    ]);
  });

  it("a plan whose card was declined has not begun", () => {
    expect(stepsOf({ kind: "plan", progress: "declined", plan: PLAN })).toEqual([
      "received done 10:00",
      "declined failed -",
      "begun waiting -",
      "credited waiting -",
    ]);
  });

  it.each(["waiting_for_bank", "processing", "parked"] as const)("%s is shown as under way", (progress) => {
    expect(stepsOf({ progress })[1]).toBe(`${progress} current -`);
  });
});
