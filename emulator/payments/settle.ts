import type Stripe from "stripe";
import { nowSeconds } from "../context";
import { changedFrom, emit } from "../events/emit";
import type { Cause } from "../http/endpoint";
import { newId } from "../store/ids";
import { decimalsOf, SETTLEMENT_CURRENCY, usdRate } from "./currencies";

const FEE_RATE = 0.029;
const FEE_FIXED = 30;

interface Movement {
  type: "charge" | "payment" | "refund" | "payment_refund" | "refund_failure" | "adjustment";
  /** Minor units of `currency`; negative when money leaves. */
  amount: number;
  currency: string;
  source: string;
  /** `true`: what a charge costs. A number is taken as it is, in the settlement currency. */
  fee: boolean | number;
  description: string | null;
}

/** An amount in the settlement currency, in its minor units. */
export function toSettlement(amount: number, currency: string): number {
  const units = amount / 10 ** decimalsOf(currency);
  return Math.round(units * usdRate(currency) * 100);
}

/** Writes a movement of the balance: 2.9 % and 30 cents for charges, no fee back on refunds. */
export function moveBalance(cause: Cause, movement: Movement): Stripe.BalanceTransaction {
  const amount = toSettlement(movement.amount, movement.currency);
  const fee = feeOf(movement.fee, amount);
  const created = nowSeconds();
  const detail = {
    amount: fee,
    application: null,
    currency: SETTLEMENT_CURRENCY,
    description: movement.type === "adjustment" ? "Dispute fee" : "Stripe processing fees",
    type: "stripe_fee",
  };
  const id = newId("txn");
  return cause.emulator.store.put("balance_transaction", id, {
    id,
    object: "balance_transaction",
    amount,
    available_on: created + 2 * 86_400,
    balance_type: "payments",
    created,
    currency: SETTLEMENT_CURRENCY,
    description: movement.description,
    exchange_rate: movement.currency === SETTLEMENT_CURRENCY ? null : usdRate(movement.currency),
    fee,
    fee_details: movement.fee ? [detail] : [],
    net: amount - fee,
    reporting_category: categoryOf(movement.type),
    source: movement.source,
    status: "pending",
    type: movement.type,
  });
}

function feeOf(wanted: boolean | number, amount: number): number {
  if (typeof wanted === "number") return wanted;
  return wanted ? Math.round(amount * FEE_RATE) + FEE_FIXED : 0;
}

function categoryOf(type: Movement["type"]): string {
  if (type === "adjustment") return "dispute";
  return type.includes("refund") ? "refund" : "charge";
}

/** Gives a captured charge its balance transaction; nothing when it has one. */
export function settleCharge(cause: Cause, charge: Stripe.Charge): Stripe.Charge {
  if (charge.balance_transaction !== null || !charge.captured) return charge;
  const transaction = moveBalance(cause, {
    type: charge.id.startsWith("py_") ? "payment" : "charge",
    amount: charge.amount_captured,
    currency: charge.currency,
    source: charge.id,
    fee: true,
    description: charge.description,
  });
  return cause.emulator.store.put("charge", charge.id, { ...charge, balance_transaction: transaction.id });
}

/** Settles a charge after its payment, as `automatic_async` does, and says so by `charge.updated`. */
export function settleLater(cause: Cause, before: Stripe.Charge): Stripe.Charge {
  const after = settleCharge(cause, before);
  if (after !== before) emit(cause, "charge.updated", after, changedFrom(before, after));
  return after;
}

/** The task that settles a charge a second or two after it succeeded. */
export function settleTask(cause: Cause, chargeId: string): void {
  const charge = cause.emulator.store.get("charge", chargeId);
  if (charge !== undefined) settleLater(cause, charge);
}
