import { askStripe } from "./ask-stripe";
import { stripe } from "./client";
import { fromStripePaymentIntent, type PaymentIntentFacts } from "./payment-intent-facts";
import type { StripeAnswer } from "./trouble";

/** The payment by which an invoice is to be paid, as it stands now; null when there is none any more. */
export function findOpenPayment(invoiceId: string): Promise<StripeAnswer<PaymentIntentFacts | null>> {
  return askStripe("invoices.retrieve", async () => {
    const { payments } = await stripe().invoices.retrieve(invoiceId, {
      expand: ["payments.data.payment.payment_intent"],
    });
    const open = payments?.data.find(({ status }) => status === "open")?.payment.payment_intent;
    return open && typeof open !== "string" ? fromStripePaymentIntent(open) : null;
  });
}
