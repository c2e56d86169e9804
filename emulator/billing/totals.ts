import type Stripe from "stripe";
import type { Cause } from "../http/endpoint";
import { minimumOf } from "../payments/currencies";
import { idOf } from "../payments/intent-changes";
import { currentDiscounts, discountLines } from "./discounts";
import { linesOf } from "./invoice-record";

/** The customer of an invoice. */
export function customerOf(cause: Cause, invoice: { customer: Stripe.Invoice["customer"] }): Stripe.Customer {
  const found = cause.emulator.store.get("customer", idOf(invoice.customer) ?? "");
  if (found === undefined) throw new Error(`no customer ${idOf(invoice.customer)}`);
  return found;
}

/** How much of a total is asked for, and what stays on the customer's balance. */
export interface Settlement {
  starting: number;
  due: number;
  ending: number;
}

/** Uses up a credit, collects a debt, and puts what is too small to charge on the balance. */
export function settlementOf(customer: Stripe.Customer, total: number, currency: string): Settlement {
  const starting = customer.currency === null || customer.currency === currency ? customer.balance : 0;
  const sum = total + starting;
  const ask = sum >= minimumOf(currency);
  return { starting, due: ask ? sum : 0, ending: ask ? 0 : sum };
}

/** The draft with these lines, its discounts taken off and its sums made. */
export function withLines(
  cause: Cause,
  invoice: Stripe.Invoice,
  lines: readonly Stripe.InvoiceLineItem[],
): Stripe.Invoice {
  const discounts = currentDiscounts(cause, invoice.discounts);
  const own = lines.map((line) => ({ ...line, invoice: invoice.id }));
  const data = discountLines(cause, own, discounts);
  const subtotal = data.reduce((sum, line) => sum + line.amount, 0);
  const off = discounts.map(({ id }) => ({ amount: takenBy(data, id), discount: id }));
  const total = subtotal - off.reduce((sum, one) => sum + one.amount, 0);
  const { starting, due } = settlementOf(customerOf(cause, invoice), total, invoice.currency);
  return {
    ...invoice,
    lines: linesOf(invoice.id, data),
    subtotal,
    subtotal_excluding_tax: subtotal,
    total,
    total_excluding_tax: total,
    total_discount_amounts: off,
    starting_balance: starting,
    amount_due: due,
    amount_remaining: due,
  };
}

function takenBy(lines: readonly Stripe.InvoiceLineItem[], discount: string): number {
  const amounts = lines.flatMap((line) => line.discount_amounts ?? []);
  return amounts.reduce((sum, one) => (one.discount === discount ? sum + one.amount : sum), 0);
}

/** What a line costs after its discounts. */
export function netOf(line: Stripe.InvoiceLineItem): number {
  return (line.discount_amounts ?? []).reduce((left, one) => left - one.amount, line.amount);
}
