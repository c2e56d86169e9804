import type { DisputeTold, MoneyBackView, RefundTold } from "@/lib/reversals/find-money-back";

/** A step after the credits came: a word of the `order.steps` messages, with the money it is about. */
export type MoneyBackStep = {
  key: "refunding" | "refunded" | "refundFailed" | "disputed" | "disputeLost" | "disputeOver";
  state: "done" | "current" | "failed";
  at: string;
  amountMinor: number;
};

type Mark = Pick<MoneyBackStep, "key" | "state">;

const OF_REFUND: Record<RefundTold["state"], Mark> = {
  under_way: { key: "refunding", state: "current" },
  done: { key: "refunded", state: "done" },
  failed: { key: "refundFailed", state: "failed" },
};

const OF_DISPUTE: Record<DisputeTold["state"], Mark> = {
  open: { key: "disputed", state: "current" },
  lost: { key: "disputeLost", state: "failed" },
  over: { key: "disputeOver", state: "done" },
};

/** What became of the money of an order after it was credited, as it happened. */
export function moneyBackSteps(back: MoneyBackView | undefined): MoneyBackStep[] {
  if (!back) return [];
  const refunds = back.refunds.map((refund) => ({ ...refund, ...OF_REFUND[refund.state] }));
  const disputes = back.dispute ? [{ ...back.dispute, ...OF_DISPUTE[back.dispute.state] }] : [];
  return [...refunds, ...disputes].sort((left, right) => left.at.localeCompare(right.at));
}

/** How the whole order stands because of it: a key of `order.moneyBack`; null when it stands as it was credited. */
export function standingOf(back: MoneyBackView | undefined, paidMinor: number) {
  if (!back) return null;
  const { dispute, refundedMinor, credits } = back;
  if (dispute?.state === "open") return credits.kept > 0 ? "disputed" : "disputedUsed";
  if (dispute?.state === "lost") return "lost";
  if (refundedMinor >= paidMinor) return "refunded";
  return refundedMinor > 0 ? "partly" : null;
}
