import type { MoneyBack } from "@/lib/admin/money-back";

/** How a payment stands: a key of `payments.states`, and the colour of its dot. */
export type PaymentState = {
  words:
    | "credited"
    | "parked"
    | "disputed"
    | "disputeLost"
    | "inquiry"
    | "refunding"
    | "refunded"
    | "partlyRefunded";
  tone: "good" | "waiting" | "warn" | "off" | "bad";
};

type Standing = Omit<MoneyBack, "isWarned"> & { parkedReason: string | null; amountMinor: number };

/** In one word: what an operator must act on first, else where the money is, else what became of it. */
export function stateOf(payment: Standing): PaymentState {
  const { dispute, refundedMinor, amountMinor, isRefundUnderWay, parkedReason } = payment;
  if (dispute === "open") return { words: "disputed", tone: "bad" };
  if (dispute === "lost") return { words: "disputeLost", tone: "bad" };
  if (isRefundUnderWay) return { words: "refunding", tone: "waiting" };
  if (refundedMinor >= amountMinor) return { words: "refunded", tone: "off" };
  if (dispute === "inquiry") return { words: "inquiry", tone: "warn" };
  if (parkedReason !== null) return { words: "parked", tone: "warn" };
  return refundedMinor > 0 ? { words: "partlyRefunded", tone: "off" } : { words: "credited", tone: "good" };
}
