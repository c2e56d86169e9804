import type Stripe from "stripe";
import { nowSeconds } from "../context";
import { emit } from "../events/emit";
import type { Cause } from "../http/endpoint";
import { refused } from "../http/errors";
import { newId } from "../store/ids";

interface Movement {
  customer: Stripe.Customer;
  /** Minor units; negative is a credit for the customer. */
  amount: number;
  currency: string;
  type: Stripe.CustomerBalanceTransaction.Type;
  invoice?: string;
  description?: string | null;
  metadata?: Stripe.Metadata;
}

/** Moves what a customer owes (positive) or has to their credit (negative), and says so. */
export function moveCustomerBalance(cause: Cause, movement: Movement): Stripe.CustomerBalanceTransaction {
  const { store } = cause.emulator;
  const { customer, currency, amount } = movement;
  if (customer.currency !== null && customer.currency !== currency && customer.balance !== 0) {
    throw refused(`The customer's balance is in ${customer.currency}.`, { param: "currency" });
  }
  const balance = customer.balance + amount;
  const changed = store.put("customer", customer.id, { ...customer, balance, currency });
  const id = newId("cbtxn");
  const written = store.put("customer_balance_transaction", id, {
    id,
    object: "customer_balance_transaction",
    amount,
    checkout_session: null,
    created: nowSeconds(),
    credit_note: null,
    currency,
    customer: customer.id,
    customer_account: null,
    description: movement.description ?? null,
    ending_balance: balance,
    invoice: movement.invoice ?? null,
    livemode: false,
    metadata: movement.metadata ?? {},
    type: movement.type,
  });
  emit(cause, "customer.updated", changed, {
    balance: customer.balance,
    ...(customer.currency === currency ? {} : { currency: customer.currency }),
  });
  return written;
}
