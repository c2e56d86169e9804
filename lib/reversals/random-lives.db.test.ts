import fc from "fast-check";
import { afterAll, afterEach, beforeEach, expect, it } from "vitest";
import { useTestDatabase } from "@/db/testing";
import { inTransaction } from "@/db/transaction";
import { brokenPromises } from "@/lib/checkout/testing";
import { adjustCredits } from "@/lib/ledger/adjust-credits";
import { captureHold } from "@/lib/ledger/capture-hold";
import { expireCredits } from "@/lib/ledger/expire-credits";
import { type HoldRequest, holdCredits } from "@/lib/ledger/hold-credits";
import { releaseHold } from "@/lib/ledger/release-hold";
import { spendCredits } from "@/lib/ledger/spend-credits";
import { nowMs, useClock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import type { DisputeFacts, DisputeStatus } from "@/lib/stripe/disputes";
import type { RefundFacts, RefundStatus } from "@/lib/stripe/refunds";
import { type Bought, disputeOf, hearOfDispute, hearOfRefund, newPurchase, refundOf } from "./testing";

const LIVES = 25;
const DAY_MS = 86_400_000;

useTestDatabase();
let passedMs = 0;
let restoreClock: (() => void) | null = null;
beforeEach(() => {
  const real = nowMs;
  const start = real();
  const begun = performance.now();
  restoreClock = useClock(() => start + Math.floor(performance.now() - begun) + passedMs);
});
afterEach(() => restoreClock?.());
afterAll(async () => expect(await brokenPromises()).toEqual([]));

type Step =
  | { does: "refund"; amountMinor: number; status: RefundStatus }
  | { does: "refund ends"; which: number; status: RefundStatus }
  | { does: "dispute"; amountMinor: number; status: DisputeStatus }
  | { does: "dispute goes on"; which: number; status: DisputeStatus }
  | { does: "spend" | "hold" | "give"; credits: number }
  | { does: "hold ends"; which: number; captured: number }
  | { does: "days pass"; days: number };

const REFUNDS = ["pending", "requires_action", "succeeded", "failed", "canceled"] as const;
const DISPUTES = [
  ...["warning_needs_response", "warning_closed", "needs_response", "under_review"],
  ...["won", "lost", "prevented", "appeal_under_review"],
] as DisputeStatus[];

const amountMinor = fc.integer({ min: 1, max: 500 });
const which = fc.nat(3);
const credits = fc.integer({ min: 1, max: 90 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ does: fc.constant("refund" as const), amountMinor, status: fc.constantFrom(...REFUNDS) }),
  fc.record({ does: fc.constant("refund ends" as const), which, status: fc.constantFrom(...REFUNDS) }),
  fc.record({ does: fc.constant("dispute" as const), amountMinor, status: fc.constantFrom(...DISPUTES) }),
  fc.record({ does: fc.constant("dispute goes on" as const), which, status: fc.constantFrom(...DISPUTES) }),
  fc.record({ does: fc.constantFrom("spend" as const, "hold" as const, "give" as const), credits }),
  fc.record({ does: fc.constant("hold ends" as const), which, captured: fc.nat(40) }),
  fc.record({ does: fc.constant("days pass" as const), days: fc.integer({ min: 1, max: 250 }) }),
);

/** A payment and all that Stripe has told of it, in whatever state it stands there now. */
class Life {
  private readonly refunds: RefundFacts[] = [];
  private readonly disputes: DisputeFacts[] = [];
  private readonly holds: string[] = [];

  constructor(private readonly bought: Bought) {}

  async take(step: Step): Promise<unknown> {
    switch (step.does) {
      case "refund":
        this.refunds.push(refundOf(this.bought, { amountMinor: step.amountMinor, status: step.status }));
        return this.tellRefund(this.refunds.length - 1, step.status);
      case "refund ends":
        return this.tellRefund(step.which, step.status);
      case "dispute":
        this.disputes.push(disputeOf(this.bought, { amountMinor: step.amountMinor }));
        return this.tellDispute(this.disputes.length - 1, step.status);
      case "dispute goes on":
        return this.tellDispute(step.which, step.status);
      case "hold ends":
        return this.endHold(this.holds[step.which], step.captured);
      case "days pass":
        passedMs += step.days * DAY_MS;
        return inTransaction((tx) => expireCredits(tx, this.bought.walletId));
      default:
        return this.use(step.does, step.credits);
    }
  }

  private tellRefund(which: number, status: RefundStatus) {
    const refund = this.refunds[which];
    return refund && hearOfRefund({ ...refund, status });
  }

  private tellDispute(which: number, status: DisputeStatus) {
    const dispute = this.disputes[which];
    return dispute && hearOfDispute({ ...dispute, status });
  }

  private endHold(holdId: string | undefined, captured: number) {
    const { walletId } = this.bought;
    return inTransaction<unknown>(async (tx) => {
      if (holdId && captured > 0) return captureHold(tx, { walletId, holdId, credits: captured });
      return holdId && releaseHold(tx, { walletId, holdId });
    });
  }

  private async hold(request: HoldRequest) {
    const held = await inTransaction((tx) => holdCredits(tx, request));
    if (held.ok) this.holds.push(held.holdId);
  }

  /** Whether the wallet has enough is not asked here: a refusal is part of life. */
  private use(does: "spend" | "hold" | "give", credits: number) {
    const request = { walletId: this.bought.walletId, key: newId(), credits, reference: null };
    if (does === "hold") return this.hold(request);
    return inTransaction<unknown>((tx) => {
      if (does === "spend") return spendCredits(tx, request);
      return adjustCredits(tx, { ...request, reason: "a gift", operator: "nobody", expiresAt: null });
    });
  }
}

it("whatever Stripe tells of a payment, and whatever its owner does, credits follow the money", async () => {
  const life = fc.asyncProperty(
    fc.array(step, { minLength: 6, maxLength: 25, size: "max" }),
    async (steps) => {
      passedMs = 0;
      const life = new Life(await newPurchase());
      for (const step of steps) await life.take(step);
      expect(await brokenPromises()).toEqual([]);
    },
  );
  await fc.assert(life, { numRuns: LIVES });
});
