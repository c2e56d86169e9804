import type Stripe from "stripe";
import { nowSeconds } from "../context";
import { emit } from "../events/emit";
import type { Call } from "../http/endpoint";
import { dropAttempt } from "./attempts";
import { unexpectedState } from "./confirm";
import { changeIntent } from "./intent-changes";

const CANCELABLE = [
  "requires_payment_method",
  "requires_capture",
  "requires_confirmation",
  "requires_action",
];

/** Gives an intent up; an authorisation on hold goes back to the payer. */
export function cancelIntent(
  call: Call,
  intent: Stripe.PaymentIntent,
  reason: Stripe.PaymentIntent.CancellationReason | null,
): Stripe.PaymentIntent {
  if (!CANCELABLE.includes(intent.status)) {
    throw unexpectedState(
      intent,
      `You cannot cancel this PaymentIntent because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be canceled: requires_payment_method, requires_capture, requires_reauthorization, requires_confirmation, requires_action, processing.`,
    );
  }
  dropAttempt(call, intent.id);
  const held =
    typeof intent.latest_charge === "string"
      ? call.emulator.store.get("charge", intent.latest_charge)
      : undefined;
  if (intent.status === "requires_capture" && held !== undefined) {
    const released = { ...held, amount_refunded: held.amount, refunded: true };
    emit(call, "charge.refunded", call.emulator.store.put("charge", held.id, released), {
      amount_refunded: 0,
      refunded: false,
    });
  }
  const canceled = changeIntent(call, intent, {
    status: "canceled",
    canceled_at: nowSeconds(),
    cancellation_reason: reason,
    amount_capturable: 0,
    next_action: null,
  });
  emit(call, "payment_intent.canceled", canceled);
  return canceled;
}
