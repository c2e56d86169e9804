import type { Stripe, StripeElements } from "@stripe/stripe-js";
import { type End, finishPayment, type Payment, type Phase } from "@/app/_payments/finish-payment";
import { makeToken } from "@/app/_payments/make-token";
import { checkInvoice, payInvoice } from "./actions";
import type { InvoiceWords } from "./invoice-words";

type Try = {
  stripe: Stripe;
  invoiceId: string;
  words: InvoiceWords;
  onPhase: (phase: Phase) => void;
};

/** One try with what is typed: check the form, make a token of it, pay on the server, confirm with the bank. */
export async function payWithForm(attempt: Try & { elements: StripeElements }): Promise<End> {
  const { invoiceId, onPhase } = attempt;
  const token = await makeToken(attempt);
  if (!("id" in token)) return token;
  onPhase("paying");
  return finishPayment(paymentOf(attempt), () => payInvoice(invoiceId, { confirmationTokenId: token.id }));
}

/** One try with the saved card; also how a bank is answered that waits for its holder. */
export async function payWithSaved(attempt: Try & { paymentMethodId: string }): Promise<End> {
  const { invoiceId, paymentMethodId, words, onPhase } = attempt;
  if (!navigator.onLine) return { end: "refused", notice: words.offline };
  onPhase("paying");
  return finishPayment(paymentOf(attempt), () => payInvoice(invoiceId, { paymentMethodId }));
}

function paymentOf({ stripe, words, onPhase, invoiceId }: Try): Payment {
  return {
    ...{ stripe, words, onPhase, address: `/dashboard/billing/invoices/${invoiceId}` },
    check: async () => {
      const { isOpen, notice } = await checkInvoice(invoiceId);
      return { isBeyondForm: !isOpen, notice };
    },
  };
}
