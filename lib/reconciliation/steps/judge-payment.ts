import type { PaymentIntentFacts } from "@/lib/stripe/payment-intent-facts";
import type { Run } from "../run";
import type { Counted, Difference, Side, Verdict } from "../step";
import { isInWindow } from "../window";
import { judgeSettlement } from "./judge-settlement";
import { type Known, namedBy, type PaymentRow, walletOf } from "./payment-rows";

type Window = Pick<Run, "since" | "until" | "startedAt">;

const NOTHING: Verdict = { differences: [], isKnown: false, counted: [] };

/** Compares one PaymentIntent with what we know of it. Pure. */
export function judgePayment(run: Window, intent: PaymentIntentFacts, known: Known): Verdict {
  if (known.payment) return judgeKnown(run, intent, known.payment);
  // What an invoice cost is compared with the invoices; what it brought stands on its payment.
  if (known.invoice) {
    const differences = judgeSettlement(intent.charge?.settlement ?? null, known.invoice);
    return { ...NOTHING, differences };
  }
  if (intent.status !== "succeeded") return judgeUnpaid(intent, known);
  const kind = whyMissing(intent, known);
  if (!kind) return NOTHING;
  const canHeal = kind === "payment_not_settled";
  const difference = { kind, walletId: walletOf(known), stripe: stripeSide(intent), ours: null, canHeal };
  const paidAt = intent.charge?.paidAt ?? intent.createdAt;
  return {
    ...{ differences: [difference], isKnown: false },
    counted: isInWindow(run, paidAt) ? [countOf(intent)] : [],
  };
}

/** Money bears our mark and its order is not here: restored from before it, or another environment on this account. */
function whyMissing(intent: PaymentIntentFacts, known: Known): string | null {
  if (known.order || known.customerWalletId) return "payment_not_settled";
  return namedBy(intent) ? "order_not_here" : null;
}

function judgeKnown(run: Window, intent: PaymentIntentFacts, row: PaymentRow): Verdict {
  const differs = [
    intent.status === "succeeded" ? null : differ("payment_not_succeeded", intent, row),
    intent.currency === row.currency ? null : differ("currency_differs", intent, row),
    intent.amountReceivedMinor === row.amountMinor ? null : differ("amount_differs", intent, row),
    row.granted === (row.status === "parked" ? 0 : row.credits)
      ? null
      : differ("credits_differ", intent, row),
  ].filter((one) => one !== null);
  const differences = [...differs, ...judgeSettlement(intent.charge?.settlement ?? null, row)];
  const counts = intent.status === "succeeded" && isInWindow(run, row.paidAt);
  return { differences, isKnown: true, counted: counts ? [countOf(intent)] : [] };
}

function differ(kind: string, intent: PaymentIntentFacts, row: PaymentRow): Difference {
  return { kind, walletId: row.walletId, stripe: stripeSide(intent), ours: ourSide(row), canHeal: false };
}

/** An order that still shows a payment as it was before, so that its page would wait for ever. */
function judgeUnpaid(intent: PaymentIntentFacts, { order }: Known): Verdict {
  if (!order || (order.status !== "open" && order.status !== "processing")) return NOTHING;
  if (order.mirrored === null || order.mirrored === intent.status) return NOTHING;
  if (order.paymentIntentId !== null && order.paymentIntentId !== intent.id) return NOTHING;
  const ours = { order: order.id, status: order.status, shows: order.mirrored };
  const stripe = stripeSide(intent);
  const difference = { kind: "order_outdated", walletId: order.walletId, stripe, ours, canHeal: true };
  return { ...NOTHING, differences: [difference] };
}

function stripeSide(intent: PaymentIntentFacts): Side {
  return {
    ...{ status: intent.status, amountMinor: intent.amountReceivedMinor, currency: intent.currency },
    ...{ customer: intent.customerId, order: intent.orderId, wallet: intent.walletId },
    paidAt: (intent.charge?.paidAt ?? intent.createdAt).toISOString(),
  };
}

function ourSide({ status, amountMinor, currency, credits, granted, paidAt }: PaymentRow): Side {
  return { status, amountMinor, currency, credits, granted, paidAt: paidAt.toISOString() };
}

function countOf({ currency, amountReceivedMinor }: PaymentIntentFacts): Counted {
  return { what: "payments", currency, amountMinor: amountReceivedMinor };
}
