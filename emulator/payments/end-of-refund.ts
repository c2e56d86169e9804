import type Stripe from "stripe";
import { emit } from "../events/emit";
import type { Cause } from "../http/endpoint";
import { noSuch } from "../http/errors";
import { randomText } from "../store/ids";
import { idOf } from "./intent-changes";
import { moveRefund } from "./refund";

/** A while later the bank names its reference, and a pending refund is done. */
export function finishRefund(cause: Cause, refundId: string): void {
  const refund = cause.emulator.store.get("refund", refundId);
  if (refund?.status !== "pending" && refund?.status !== "succeeded") return;
  const card = refund.destination_details?.card;
  const reference = { reference: randomText(14), reference_status: "available" };
  const details =
    card === undefined ? {} : { destination_details: { card: { ...card, ...reference }, type: "card" } };
  const after = { ...refund, ...details, status: "succeeded" };
  cause.emulator.store.put("refund", refundId, after);
  const previous = { destination_details: refund.destination_details, status: refund.status };
  emit(
    cause,
    "refund.updated",
    after,
    refund.status === "succeeded" ? { destination_details: previous.destination_details } : previous,
  );
  emit(cause, "charge.refund.updated", after, previous);
}

/** A while later the bank turns out to have refused: the money comes back, unless the refund was canceled meanwhile. */
export function failRefund(cause: Cause, refundId: string): void {
  const refund = cause.emulator.store.get("refund", refundId);
  if (refund === undefined || refund.status === "failed" || refund.status === "canceled") return;
  undoRefund(cause, refund, "failed");
}

/** The payer has to say first where the money should go, as by some methods; until then it can be canceled. */
export function askForDetails(cause: Cause, refund: Stripe.Refund): Stripe.Refund {
  const after = cause.emulator.store.put("refund", refund.id, { ...refund, status: "requires_action" });
  emit(cause, "refund.updated", after, { status: refund.status });
  return after;
}

/** The money does not go: it comes back to the balance and the charge. */
export function undoRefund(
  cause: Cause,
  refund: Stripe.Refund,
  status: "failed" | "canceled",
): Stripe.Refund {
  const { store } = cause.emulator;
  const charge = store.get("charge", idOf(refund.charge) ?? "");
  if (charge === undefined) throw noSuch("charge", String(refund.charge), "charge", "body");
  const back = moveRefund(cause, charge, refund.amount, refund.id);
  const reason = status === "failed" ? { failure_reason: "unknown" } : {};
  const after = store.put("refund", refund.id, {
    ...refund,
    ...reason,
    status,
    failure_balance_transaction: back.id,
  });
  store.put("charge", charge.id, {
    ...charge,
    amount_refunded: charge.amount_refunded - refund.amount,
    refunded: false,
  });
  const previous = { status: refund.status };
  emit(cause, "refund.updated", after, previous);
  emit(cause, "charge.refund.updated", after, previous);
  if (status === "failed") emit(cause, "refund.failed", after, previous);
  return after;
}
