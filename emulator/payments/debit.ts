import type Stripe from "stripe";
import { later } from "../clock/tasks";
import { emit } from "../events/emit";
import type { Cause } from "../http/endpoint";
import { debitOf } from "./bank-accounts";
import { chargeRecord } from "./charge-record";
import { changeIntent, idOf } from "./intent-changes";
import { UNJUDGED } from "./outcome";

const SLOW_MS = 180_000;

/** Begins to debit a bank account: the money comes or does not come later, and until then nobody knows. */
export function startDebit(
  cause: Cause,
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
): Stripe.PaymentIntent {
  const { store, settings } = cause.emulator;
  const { iban } = store.get("bank_account", method.id) ?? { iban: "" };
  const { generated_from: _generated, ...account } = method.sepa_debit ?? {};
  const details = { type: "sepa_debit", sepa_debit: { ...account, mandate: null } };
  const started = chargeRecord({
    ...{ intent, method, verdict: UNJUDGED, captured: true },
    details: details as Stripe.Charge.PaymentMethodDetails,
  });
  const charge = store.put("charge", started.id, { ...started, paid: false, status: "pending" });
  const after = changeIntent(cause, intent, { status: "processing", latest_charge: charge.id });
  emit(cause, "charge.pending", charge);
  emit(cause, "payment_intent.processing", after);
  cause.emulator.watch.intentMoved(cause, after);
  later(cause, "finish_debit", charge.id, debitOf(iban).slow ? SLOW_MS : settings.settleDelayMs);
  return after;
}

/** The task by which the payer's bank answers. */
export function finishDebit(cause: Cause, chargeId: string): void {
  const { store } = cause.emulator;
  const charge = store.get("charge", chargeId);
  const intent = store.get("payment_intent", idOf(charge?.payment_intent ?? null) ?? "");
  if (charge === undefined || intent?.status !== "processing") return;
  const { iban } = store.get("bank_account", idOf(charge.payment_method) ?? "") ?? { iban: "" };
  if (debitOf(iban).pays) comeIn(cause, intent, charge);
  else bounce(cause, intent, charge);
}

function comeIn(cause: Cause, intent: Stripe.PaymentIntent, pending: Stripe.Charge): void {
  const { store, settings, watch } = cause.emulator;
  const charge = store.put("charge", pending.id, { ...pending, paid: true, status: "succeeded" });
  later(cause, "settle_charge", charge.id, settings.settleDelayMs);
  emit(cause, "charge.succeeded", charge);
  const after = changeIntent(cause, intent, { status: "succeeded", amount_received: intent.amount });
  emit(cause, "payment_intent.succeeded", after);
  watch.intentMoved(cause, after);
  watch.chargePaid(cause, charge);
}

function bounce(cause: Cause, intent: Stripe.PaymentIntent, pending: Stripe.Charge): void {
  const { store, watch } = cause.emulator;
  const code = "payment_intent_payment_attempt_failed";
  const failed = {
    ...pending,
    ...{ status: "failed" as const, captured: false, amount_captured: 0 },
    ...{ failure_code: "insufficient_funds", failure_message: "The bank account has insufficient funds." },
  };
  emit(cause, "charge.failed", store.put("charge", pending.id, failed));
  const method = store.get("payment_method", idOf(pending.payment_method) ?? "");
  const error = { code, message: "The payment failed.", charge: pending.id, payment_method: method };
  const after = changeIntent(cause, intent, {
    status: "requires_payment_method",
    payment_method: null,
    last_payment_error: { ...error, type: "card_error" } as Stripe.PaymentIntent.LastPaymentError,
  });
  emit(cause, "payment_intent.payment_failed", after);
  watch.intentMoved(cause, after);
}
