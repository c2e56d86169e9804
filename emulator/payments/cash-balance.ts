import type Stripe from "stripe";
import { nowSeconds } from "../context";
import { emit } from "../events/emit";
import type { Cause } from "../http/endpoint";
import { newId } from "../store/ids";
import { idOf } from "./intent-changes";

type Movement = Stripe.CustomerCashBalanceTransaction;

export function cashBalanceOf(cause: Cause, customer: string): Stripe.CashBalance {
  const blank: Stripe.CashBalance = {
    ...{ object: "cash_balance", available: null, customer, customer_account: null, livemode: false },
    settings: { reconciliation_mode: "automatic", using_merchant_default: true },
  };
  return cause.emulator.store.get("cash_balance", customer) ?? blank;
}

/** Moves money in or out of what a customer sent by bank transfer, and says so. */
export function moveCash(
  cause: Cause,
  { customer, currency, amount }: { customer: string; currency: string; amount: number },
  why: Pick<Movement, "type" | "funded" | "applied_to_payment">,
): Movement {
  const { store } = cause.emulator;
  const before = cashBalanceOf(cause, customer);
  const ending_balance = (before.available?.[currency] ?? 0) + amount;
  store.put("cash_balance", customer, {
    ...before,
    available: { ...before.available, [currency]: ending_balance },
  });
  const id = newId("ccsbtxn");
  const movement = store.put("cash_movement", id, {
    ...{ id, object: "customer_cash_balance_transaction", created: nowSeconds(), currency, customer },
    ...{ customer_account: null, ending_balance, livemode: false, net_amount: amount },
    ...why,
  });
  emit(cause, "customer_cash_balance_transaction.created", movement);
  return movement;
}

/** Takes up to `most` for an intent; answers how much there was. */
export function takeFromCash(cause: Cause, intent: Stripe.PaymentIntent, most: number): number {
  const customer = idOf(intent.customer) ?? "";
  const { currency } = intent;
  const amount = Math.min(most, cashBalanceOf(cause, customer).available?.[currency] ?? 0);
  if (amount > 0)
    moveCash(
      cause,
      { customer, currency, amount: -amount },
      { type: "applied_to_payment", applied_to_payment: { payment_intent: intent.id } },
    );
  return amount;
}
