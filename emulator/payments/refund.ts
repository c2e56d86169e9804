import type Stripe from "stripe";
import { findCard } from "../cards/find-card";
import { later } from "../clock/tasks";
import { nowSeconds } from "../context";
import { isHeldByDispute } from "../disputes/disputes";
import { endWarnings } from "../disputes/warnings";
import { emit } from "../events/emit";
import type { Call, Cause } from "../http/endpoint";
import { badParam, noSuch, refused } from "../http/errors";
import { mergeMetadata, metadata, opaque } from "../http/fields";
import { bool, integer, oneOf, type Read, text } from "../http/params";
import { newId } from "../store/ids";
import { decimalsOf } from "./currencies";
import { idOf } from "./intent-changes";
import { moveBalance, settleLater } from "./settle";

export const refundFields = {
  amount: integer,
  charge: text,
  currency: text,
  customer: text,
  instructions_email: text,
  metadata,
  origin: text,
  payment_intent: text,
  reason: oneOf("duplicate", "fraudulent", "requested_by_customer"),
  refund_application_fee: bool,
  reverse_transfer: bool,
  payment_config: opaque,
};
type Params = Read<typeof refundFields>;

/** Gives money back, in full or in part, and writes refund, charge and their events. */
export function createRefund(call: Call, params: Params): Stripe.Refund {
  const { store } = call.emulator;
  const charge = settleLater(call, refundable(call, params));
  const rest = charge.amount_captured - charge.amount_refunded;
  const amount = checkRest(call, charge, params.amount ?? rest, rest);
  const refund = refundRecord(call, charge, amount, params);
  store.put("refund", refund.id, refund);
  const before = { amount_refunded: charge.amount_refunded, refunded: charge.refunded };
  const amount_refunded = charge.amount_refunded + amount;
  const full = amount_refunded === charge.amount_captured;
  const after = store.put("charge", charge.id, { ...charge, amount_refunded, refunded: full });
  emit(call, "refund.created", refund);
  emit(call, "charge.refunded", after, full ? before : { amount_refunded: before.amount_refunded });
  if (full) endWarnings(call, charge.id);
  const fails = aftermathOf(call, charge) === "refund_fails";
  later(call, fails ? "fail_refund" : "finish_refund", refund.id, call.emulator.settings.settleDelayMs);
  return refund;
}

function refundable(call: Call, params: Params): Stripe.Charge {
  const { store } = call.emulator;
  if (params.payment_intent !== undefined) {
    const intent = store.get("payment_intent", params.payment_intent);
    if (intent === undefined) throw noSuch("payment_intent", params.payment_intent, "payment_intent", "body");
    const charge = store.get("charge", idOf(intent.latest_charge) ?? "");
    if (charge?.captured === true) return charge;
    throw refused(`This PaymentIntent (${intent.id}) does not have a successful charge to refund.`, {
      param: "payment_intent",
    });
  }
  if (params.charge === undefined) {
    throw refused(
      "One of the following params should be provided for this request: payment_intent or charge.",
    );
  }
  const charge = store.get("charge", params.charge);
  if (charge === undefined) throw noSuch("charge", params.charge, "charge", "body");
  if (charge.captured) return charge;
  throw refused(`Charge ${charge.id} cannot be refunded because it was not captured.`, { param: "charge" });
}

function checkRest(call: Call, charge: Stripe.Charge, amount: number, rest: number): number {
  if (charge.disputed && isHeldByDispute(call, charge.id)) {
    throw refused(`Charge ${charge.id} has been charged back; cannot issue a refund.`, {
      code: "charge_disputed",
    });
  }
  if (rest === 0) {
    throw refused(`Charge ${charge.id} has already been refunded.`, { code: "charge_already_refunded" });
  }
  if (amount < 1) throw badParam("parameter_invalid_integer", "amount", "Invalid positive integer");
  if (amount <= rest) return amount;
  const shown = (minor: number) => {
    const digits = decimalsOf(charge.currency);
    return `${(minor / 10 ** digits).toFixed(digits)} ${charge.currency.toUpperCase()}`;
  };
  throw refused(
    `Refund amount (${shown(amount)}) is greater than unrefunded amount on charge (${shown(rest)})`,
    {
      param: "amount",
    },
  );
}

function refundRecord(call: Call, charge: Stripe.Charge, amount: number, params: Params): Stripe.Refund {
  const id = newId(charge.id.startsWith("py_") ? "pyr" : "re");
  const pending = aftermathOf(call, charge) === "refund_pending";
  return {
    id,
    object: "refund",
    amount,
    balance_transaction: moveRefund(call, charge, -amount, id).id,
    charge: charge.id,
    created: nowSeconds(),
    currency: charge.currency,
    customer: null,
    customer_account: null,
    ...destinationOf(charge),
    metadata: mergeMetadata(null, params.metadata),
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason: params.reason ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: pending ? "pending" : "succeeded",
    transfer_reversal: null,
  };
}

/** Where the money goes, as it came. Of some methods Stripe does not say it, direct debits among them. */
function destinationOf(charge: Stripe.Charge): Pick<Stripe.Refund, "destination_details"> {
  const type = charge.payment_method_details?.type;
  if (type === "alipay") return { destination_details: { alipay: {}, type } };
  if (type !== "card") return {};
  const card = {
    reference_status: "pending",
    reference_type: "acquirer_reference_number",
    type: "refund",
  } as const;
  return { destination_details: { card, type } };
}

/** Books what leaves the balance for a refund, or comes back to it. */
export function moveRefund(
  cause: Cause,
  charge: Stripe.Charge,
  amount: number,
  source: string,
): Stripe.BalanceTransaction {
  const { id: chargeId, currency } = charge;
  const isCard = chargeId.startsWith("ch_");
  const type = amount > 0 ? "refund_failure" : isCard ? "refund" : "payment_refund";
  const description =
    amount > 0 ? `REFUND FAILURE FOR CHARGE (${chargeId})` : `REFUND FOR CHARGE (${chargeId})`;
  return moveBalance(cause, { type, amount, currency, source, fee: false, description });
}

function aftermathOf(cause: Cause, charge: Stripe.Charge): string | undefined {
  const secret = cause.emulator.store.get("card_secret", charge.payment_method ?? "");
  return secret === undefined ? undefined : findCard(secret.card)?.aftermath;
}
