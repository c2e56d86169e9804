import type Stripe from "stripe";
import { emit } from "../events/emit";
import type { Call } from "../http/endpoint";
import { badParam } from "../http/errors";
import { mergeMetadata, metadata, opaque } from "../http/fields";
import { bool, clearable, integer, type Read } from "../http/params";
import { unexpectedState } from "./confirm";
import { changeIntent } from "./intent-changes";
import { settleCharge } from "./settle";

export const captureFields = {
  amount_to_capture: integer,
  final_capture: bool,
  application_fee_amount: integer,
  metadata,
  statement_descriptor: clearable,
  statement_descriptor_suffix: clearable,
  transfer_data: opaque,
  amount_details: opaque,
  payment_details: opaque,
};

/** Takes an authorised amount or a part of it; the rest is released. */
export function captureIntent(
  call: Call,
  intent: Stripe.PaymentIntent,
  params: Read<typeof captureFields>,
): Stripe.PaymentIntent {
  const held =
    typeof intent.latest_charge === "string"
      ? call.emulator.store.get("charge", intent.latest_charge)
      : undefined;
  if (intent.status !== "requires_capture" || held === undefined) {
    throw unexpectedState(
      intent,
      `This PaymentIntent could not be captured because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be captured: requires_capture.`,
    );
  }
  const amount = params.amount_to_capture ?? intent.amount_capturable;
  if (amount < 1 || amount > intent.amount_capturable) {
    throw badParam(
      "amount_too_large",
      "amount_to_capture",
      `The amount to capture (${amount}) must be between 1 and the capturable amount (${intent.amount_capturable}).`,
    );
  }
  const captured = { ...held, captured: true, amount_captured: amount };
  const charge = settleCharge(call, call.emulator.store.put("charge", held.id, captured));
  emit(call, "charge.captured", charge, { captured: false, amount_captured: 0 });
  const done = changeIntent(call, intent, {
    status: "succeeded",
    amount_capturable: 0,
    amount_received: amount,
    metadata: mergeMetadata(intent.metadata, params.metadata),
  });
  emit(call, "payment_intent.succeeded", done);
  call.emulator.watch.chargePaid(call, charge);
  return done;
}
