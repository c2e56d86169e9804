import type Stripe from "stripe";
import { emit } from "../events/emit";
import type { Cause } from "../http/endpoint";
import { refused } from "../http/errors";
import { randomText } from "../store/ids";
import { takeFromCash } from "./cash-balance";
import { chargeRecord } from "./charge-record";
import { changeIntent, idOf } from "./intent-changes";
import { UNJUDGED } from "./outcome";
import { settleCharge } from "./settle";

type Intent = Stripe.PaymentIntent;
type Instructions = Stripe.PaymentIntent.NextAction.DisplayBankTransferInstructions;

/** What a transfer in a currency is called. */
export const KINDS: Record<string, Instructions["type"]> = {
  ...{ eur: "eu_bank_transfer", gbp: "gb_bank_transfer", jpy: "jp_bank_transfer" },
  ...{ mxn: "mx_bank_transfer", usd: "us_bank_transfer" },
};

/** Tells the payer where to send the money. What already lies in their cash balance is taken at once. */
export function awaitTransfer(cause: Cause, intent: Intent): Intent {
  const customer = idOf(intent.customer);
  const type = KINDS[intent.currency];
  if (customer === null)
    throw refused("A Customer is required to pay by bank transfer.", { param: "customer" });
  if (type === undefined)
    throw refused(`Bank transfers are not offered in ${intent.currency}.`, { param: "currency" });
  const display_bank_transfer_instructions: Instructions = {
    amount_remaining: intent.amount,
    currency: intent.currency,
    hosted_instructions_url: `https://payments.stripe.com/bank_transfers/instructions/test_${intent.id}`,
    reference: randomText(12).toUpperCase(),
    type,
  };
  const waiting = changeIntent(cause, intent, {
    status: "requires_action",
    next_action: { type: "display_bank_transfer_instructions", display_bank_transfer_instructions },
  });
  emit(cause, "payment_intent.requires_action", waiting);
  return fundIntent(cause, waiting);
}

/** Money came in for a customer: it goes to what waits for it, oldest first. */
export function fundWaiting(cause: Cause, customer: string, currency: string): void {
  const waiting = [...cause.emulator.store.newest("payment_intent")]
    .filter(
      (one) => remainingOf(one) !== null && idOf(one.customer) === customer && one.currency === currency,
    )
    .reverse();
  for (const intent of waiting) fundIntent(cause, intent);
}

function remainingOf({ status, next_action: action }: Intent): number | null {
  if (status !== "requires_action") return null;
  return action?.display_bank_transfer_instructions?.amount_remaining ?? null;
}

/** Pays as much of an intent as the cash balance holds. */
function fundIntent(cause: Cause, intent: Intent): Intent {
  const remaining = remainingOf(intent) ?? 0;
  const taken = takeFromCash(cause, intent, remaining);
  if (taken === 0) return intent;
  if (taken === remaining) return finish(cause, intent);
  const { display_bank_transfer_instructions: told, ...rest } = intent.next_action ?? { type: "" };
  const left = told && { ...told, amount_remaining: remaining - taken };
  const next_action = { ...rest, ...(left && { display_bank_transfer_instructions: left }) };
  const after = changeIntent(cause, intent, { next_action });
  emit(cause, "payment_intent.partially_funded", after);
  return after;
}

function finish(cause: Cause, intent: Intent): Intent {
  const { store, watch } = cause.emulator;
  const method = store.get("payment_method", idOf(intent.payment_method) ?? "");
  if (method === undefined) throw new Error(`${intent.id} has no payment method`);
  const details = { type: "customer_balance", customer_balance: {} };
  const made = chargeRecord({ intent, method, details, verdict: UNJUDGED, captured: true });
  const charge = settleCharge(cause, store.put("charge", made.id, made));
  emit(cause, "charge.succeeded", charge);
  const paid = changeIntent(cause, intent, {
    ...{ status: "succeeded", next_action: null },
    ...{ amount_received: intent.amount, latest_charge: charge.id },
  });
  emit(cause, "payment_intent.succeeded", paid);
  watch.intentMoved(cause, paid);
  watch.chargePaid(cause, charge);
  return paid;
}
