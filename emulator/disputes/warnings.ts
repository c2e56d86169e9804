import type Stripe from "stripe";
import { nowSeconds } from "../context";
import { emit } from "../events/emit";
import type { Cause } from "../http/endpoint";
import { idOf } from "../payments/intent-changes";
import { newId } from "../store/ids";

/** The card's bank suspects fraud. Nothing moves yet; a refund in time usually prevents the dispute. */
export function warn(cause: Cause, charge: Stripe.Charge): void {
  const id = newId("issfr");
  const intent = idOf(charge.payment_intent);
  const warning = cause.emulator.store.put("early_fraud_warning", id, {
    id,
    object: "radar.early_fraud_warning",
    actionable: true,
    charge: charge.id,
    created: nowSeconds(),
    fraud_type: "unauthorized_use_of_card",
    livemode: false,
    ...(intent === null ? {} : { payment_intent: intent }),
  });
  emit(cause, "radar.early_fraud_warning.created", warning);
}

/** A charge that was refunded in full or disputed leaves nothing to do about its warning. */
export function endWarnings(cause: Cause, charge: string): void {
  const { store } = cause.emulator;
  for (const warning of store.newest("early_fraud_warning")) {
    if (warning.charge !== charge || !warning.actionable) continue;
    const after = store.put("early_fraud_warning", warning.id, { ...warning, actionable: false });
    emit(cause, "radar.early_fraud_warning.updated", after, { actionable: true });
  }
}
