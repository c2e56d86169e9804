import { findInvoiceOfPayment } from "@/lib/stripe/invoices";
import type { PaymentIntentFacts } from "@/lib/stripe/payment-intent-facts";
import { paysWithoutOrder } from "./pays-without-order";

/**
 * The same facts, with the invoice that the money pays. Orders name themselves and money of strangers is nothing to
 * us, so only a customer of ours who paid without an order costs the question.
 */
export async function withInvoice(intent: PaymentIntentFacts): Promise<PaymentIntentFacts> {
  if (intent.status !== "succeeded" || !(await paysWithoutOrder(intent))) return intent;
  const found = await findInvoiceOfPayment(intent.id);
  if (found.ok) return { ...intent, invoiceId: found.value };
  throw new Error(`stripe_not_read: invoice of ${intent.id}, ${found.trouble.kind}`);
}
