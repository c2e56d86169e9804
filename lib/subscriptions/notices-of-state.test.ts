import { describe, expect, it } from "vitest";
import { type DueState, noticesOfState, type PlanState } from "./notices-of-state";

const DAY_MS = 86_400_000;
const NOW = new Date("2027-03-10T12:00:00Z");
const inDays = (days: number) => new Date(NOW.getTime() + days * DAY_MS);

const plan = (changed: Partial<PlanState> = {}): PlanState => ({
  ...{ id: "sub_1", status: "past_due", plan: "pro", currency: "usd", amountMinor: 2900 },
  ...{ cancelAt: null, cancelReason: null, endedAt: null, trialEnd: null },
  ...changed,
});
const due = (changed: Partial<DueState> = {}): DueState => ({
  ...{ id: "in_1", ask: "payment", amountMinor: 2000, currency: "usd", nextAttemptAt: inDays(3) },
  ...{ since: NOW, isBeingPaid: false },
  ...changed,
});
const kinds = (of: PlanState, owed: DueState | null = null, trialIsEnding = false) =>
  noticesOfState(of, owed, { now: NOW, trialIsEnding }).map(({ kind, subject }) => `${kind} ${subject}`);

describe("a renewal that failed", () => {
  it("is told with what is owed, when it is tried again, and how long the plan goes on", () => {
    expect(noticesOfState(plan(), due(), { now: NOW, trialIsEnding: false })).toEqual([
      {
        kind: "payment_failed",
        subject: "in_1",
        data: {
          ...{ plan: "pro", currency: "usd", amountMinor: 2000, at: null },
          nextAttemptAt: inDays(3).toISOString(),
          graceUntil: inDays(7).toISOString(),
        },
      },
    ]);
  });

  it("for which the bank wants a word is told as that", () => {
    expect(kinds(plan(), due({ ask: "bank" }))).toEqual(["bank_confirmation in_1"]);
  });

  it("is not told while its owner is paying it", () => {
    expect(kinds(plan(), due({ isBeingPaid: true }))).toEqual([]);
  });

  it("is told as resting when Stripe gave up, also while its owner tries", () => {
    expect(kinds(plan({ status: "unpaid" }), due({ isBeingPaid: true }))).toEqual(["plan_unpaid in_1"]);
  });

  it("of which nothing is known to be owed is not told", () => {
    expect(kinds(plan())).toEqual([]);
  });
});

describe("an end", () => {
  const ended = { status: "canceled", cancelReason: "payment_failed", endedAt: inDays(-1) } as const;

  it("for want of payment is told", () => {
    expect(kinds(plan(ended))).toEqual(["plan_ended sub_1"]);
  });

  it("that was wished for is not, nor one of long ago", () => {
    expect(kinds(plan({ ...ended, cancelReason: "cancellation_requested" }))).toEqual([]);
    expect(kinds(plan({ ...ended, endedAt: inDays(-4) }))).toEqual([]);
  });
});

describe("a trial", () => {
  const trial = (days: number, changed: Partial<PlanState> = {}) =>
    plan({ status: "trialing", trialEnd: inDays(days), ...changed });

  it("is told in its last three days, and earlier when Stripe says so by its own clock", () => {
    expect(kinds(trial(4))).toEqual([]);
    expect(kinds(trial(3))).toEqual(["trial_ends_soon sub_1"]);
    expect(kinds(trial(40), null, true)).toEqual(["trial_ends_soon sub_1"]);
  });

  it("that is canceled by its end costs nothing and is not told", () => {
    expect(kinds(trial(2, { cancelAt: inDays(2) }), null, true)).toEqual([]);
  });
});

it("a plan that is paid calls for nothing, whatever is said beside it", () => {
  expect(kinds(plan({ status: "active" }), due(), true)).toEqual([]);
});
