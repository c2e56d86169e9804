import { absorbPlanReading } from "@/lib/checkout/absorb-plan-reading";
import { settleAtOnce } from "@/lib/checkout/settle-at-once";
import { settlePayment } from "@/lib/checkout/settle-payment";
import { readInvoiceOfMoney } from "@/lib/subscriptions/read-subscription";
import { unlessAwaited } from "../order-not-here";
import { defineHandler } from "./define-handler";
import { toOutcome } from "./fresh-payment-intent";
import { readMoney, toldMoney } from "./told-money";

const SECOND_MS = 1000;

/**
 * Money came. That can never become untrue, so the event itself is believed. What it does not say is whether it paid
 * an invoice; that is asked when no order of ours says what it paid, and then the invoice is settled and not the money.
 */
export const paymentIntentSucceeded = defineHandler({
  type: "payment_intent.succeeded",
  fetch: async (event) => {
    const money = await readMoney(event.data.object);
    const { invoiceId } = money;
    const paysInvoice = invoiceId !== null && invoiceId !== "not_asked";
    return { money, reading: paysInvoice ? await readInvoiceOfMoney(invoiceId) : null };
  },
  apply: async (tx, event, { money, reading }) => {
    const absorbed = reading && (await absorbPlanReading(tx, reading));
    if (absorbed?.kind === "granted") return toOutcome(absorbed);
    const settled = await settlePayment(tx, money, new Date(event.created * SECOND_MS));
    return unlessAwaited(tx, toOutcome(settled), money);
  },
  atOnce: async (event, record) => {
    const money = toldMoney(event.data.object);
    const settled = money && (await settleAtOnce(money, new Date(event.created * SECOND_MS), record));
    return settled ? toOutcome(settled) : null;
  },
});
