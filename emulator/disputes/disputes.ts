import type Stripe from "stripe";
import type { Aftermath } from "../cards/card";
import { findCard } from "../cards/find-card";
import { changedFrom, emit } from "../events/emit";
import type { Cause } from "../http/endpoint";
import { idOf } from "../payments/intent-changes";
import { moveBalance, settleLater } from "../payments/settle";
import { disputeRecord, type Ground } from "./record";
import { endWarnings, warn } from "./warnings";

const FEE = 1500;
const FRAUD: Ground = { reason: "fraudulent", code: "10.4", caseType: "chargeback" };
const NOT_RECEIVED: Ground = { reason: "product_not_received", code: "13.1", caseType: "chargeback" };

/** The disputes that a test card leads to. Several disputes share the amount. */
const GROUNDS: Partial<Record<Aftermath, Ground[]>> = {
  dispute_fraudulent: [FRAUD],
  dispute_product_not_received: [NOT_RECEIVED],
  dispute_inquiry: [{ reason: "fraudulent", code: "33", caseType: "inquiry" }],
  dispute_multiple: [FRAUD, NOT_RECEIVED],
  dispute_compliance: [{ reason: "noncompliant", code: "98.1", caseType: "compliance" }],
};

/** What follows from a paid charge of a card that is known for it. */
export function followUp(cause: Cause, charge: Stripe.Charge): void {
  const secret = cause.emulator.store.get("card_secret", idOf(charge.payment_method) ?? "");
  const aftermath = secret === undefined ? undefined : findCard(secret.card)?.aftermath;
  if (aftermath === "early_fraud_warning") warn(cause, charge);
  const grounds = (aftermath === undefined ? undefined : GROUNDS[aftermath]) ?? [];
  let left = charge.amount;
  for (const [index, ground] of grounds.entries()) {
    const share = index === grounds.length - 1 ? left : Math.floor(charge.amount / grounds.length);
    left -= share;
    openDispute(cause, charge.id, share, ground);
  }
}

function openDispute(cause: Cause, chargeId: string, amount: number, ground: Ground): void {
  const { store } = cause.emulator;
  const found = store.get("charge", chargeId);
  if (found === undefined) return;
  const charge = settleLater(cause, found);
  const disputed = store.put("charge", charge.id, { ...charge, disputed: true });
  const dispute = disputeRecord(disputed, amount, ground);
  store.put("dispute", dispute.id, dispute);
  endWarnings(cause, charge.id);
  emit(cause, "charge.dispute.created", dispute);
  if (disputed.disputed !== charge.disputed) {
    emit(cause, "charge.updated", disputed, changedFrom(charge, disputed));
  }
  if (ground.caseType !== "inquiry") withdraw(cause, dispute);
}

/** Takes the money of a chargeback, and a fee for it. */
function withdraw(cause: Cause, dispute: Stripe.Dispute): Stripe.Dispute {
  return move(cause, dispute, -dispute.amount, FEE, "withdrawal", "charge.dispute.funds_withdrawn");
}

/** Gives the money of a won chargeback back, the fee too. */
export function reinstate(cause: Cause, dispute: Stripe.Dispute): Stripe.Dispute {
  return move(cause, dispute, dispute.amount, -FEE, "reversal", "charge.dispute.funds_reinstated");
}

function move(
  cause: Cause,
  dispute: Stripe.Dispute,
  amount: number,
  fee: number,
  what: string,
  event: string,
): Stripe.Dispute {
  const transaction = moveBalance(cause, {
    type: "adjustment",
    amount,
    currency: dispute.currency,
    source: dispute.id,
    fee,
    description: `Chargeback ${what} for ${String(dispute.charge)}`,
  });
  const balance_transactions = [...dispute.balance_transactions, transaction];
  const after = cause.emulator.store.put("dispute", dispute.id, { ...dispute, balance_transactions });
  emit(cause, event, after, { balance_transactions: dispute.balance_transactions });
  return after;
}

/** Writes a changed dispute and says so. */
export function changeDispute(
  cause: Cause,
  before: Stripe.Dispute,
  change: Partial<Stripe.Dispute>,
  event: "charge.dispute.updated" | "charge.dispute.closed" = "charge.dispute.updated",
): Stripe.Dispute {
  const after = cause.emulator.store.put("dispute", before.id, { ...before, ...change });
  emit(cause, event, after, changedFrom(before, after));
  return after;
}

/** Gives a dispute up: the money is lost for good. An inquiry is closed without loss. */
export function closeDispute(cause: Cause, dispute: Stripe.Dispute): Stripe.Dispute {
  const status = isInquiry(dispute) ? "warning_closed" : "lost";
  return changeDispute(cause, dispute, { status }, "charge.dispute.closed");
}

export function isInquiry({ status }: Stripe.Dispute): boolean {
  return status.startsWith("warning");
}

export function isOpen({ status }: Stripe.Dispute): boolean {
  return !["won", "lost", "warning_closed", "prevented"].includes(status);
}

/** The bank has read the evidence; the words of Stripe's test evidence decide. */
export function resolveTask(cause: Cause, id: string): void {
  const dispute = cause.emulator.store.get("dispute", id);
  if (dispute === undefined || !isOpen(dispute)) return;
  const text = dispute.evidence.uncategorized_text;
  if (text === "winning_evidence") win(cause, dispute);
  if (text === "losing_evidence") closeDispute(cause, dispute);
  if (text === "escalate_inquiry_evidence" && isInquiry(dispute)) escalate(cause, dispute);
}

function win(cause: Cause, dispute: Stripe.Dispute): void {
  if (isInquiry(dispute)) {
    closeDispute(cause, dispute);
    return;
  }
  const back = reinstate(cause, dispute);
  changeDispute(cause, back, { status: "won", is_charge_refundable: true }, "charge.dispute.closed");
}

function escalate(cause: Cause, dispute: Stripe.Dispute): void {
  const details = dispute.payment_method_details;
  const card = details?.card;
  const after = changeDispute(cause, dispute, {
    status: "needs_response",
    is_charge_refundable: false,
    ...(details && card
      ? { payment_method_details: { ...details, card: { ...card, case_type: "chargeback" } } }
      : {}),
  });
  withdraw(cause, after);
}

/** May money of this charge still be given back? Not while a chargeback has it. */
export function isHeldByDispute(cause: Cause, charge: string): boolean {
  for (const dispute of cause.emulator.store.newest("dispute")) {
    if (dispute.charge === charge && !dispute.is_charge_refundable) return true;
  }
  return false;
}
