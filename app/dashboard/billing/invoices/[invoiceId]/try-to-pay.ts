import type { Stripe, StripeElements, StripeError } from "@stripe/stripe-js";
import { unstable_isUnrecognizedActionError } from "next/navigation";
import type { Notice, PayReply } from "@/app/_payments/notice";
import type { End, Phase } from "@/app/_payments/pay-in-browser";
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
  const { stripe, elements, invoiceId, words, onPhase } = attempt;
  if (!navigator.onLine) return { end: "refused", notice: words.offline };
  onPhase("checking");
  const form = await elements.submit().catch(toFault);
  if (form.error) return toEnd(form.error, words);
  const made = await stripe.createConfirmationToken({ elements }).catch(toFault);
  if (made.error) return toEnd(made.error, words);
  onPhase("paying");
  return finish(attempt, () => payInvoice(invoiceId, { confirmationTokenId: made.confirmationToken.id }));
}

/** One try with the saved card; also how a bank is answered that waits for its holder. */
export async function payWithSaved(attempt: Try & { paymentMethodId: string }): Promise<End> {
  const { invoiceId, paymentMethodId, words, onPhase } = attempt;
  if (!navigator.onLine) return { end: "refused", notice: words.offline };
  onPhase("paying");
  return finish(attempt, () => payInvoice(invoiceId, { paymentMethodId }));
}

async function finish(attempt: Try, ask: () => Promise<PayReply>): Promise<End> {
  const { stripe, words, onPhase } = attempt;
  try {
    const reply = await ask();
    if (reply.outcome === "accepted") return { end: "accepted" };
    if (reply.outcome === "refused") return { end: "refused", notice: reply.notice };
    onPhase("bank");
    // Whatever Stripe.js says of the outcome, only what the server hears from Stripe counts.
    await stripe.handleNextAction({ clientSecret: reply.clientSecret });
    return await askServer(attempt, words.bankLeft);
  } catch (fault) {
    const notice = noticeOfFault(fault, attempt);
    return askServer(attempt, notice).catch(() => ({ end: "refused" as const, notice }));
  }
}

/** No answer came, or a newer version of the app was deployed under this page and does not know its question. */
function noticeOfFault(fault: unknown, { invoiceId, words }: Try): Notice {
  if (!unstable_isUnrecognizedActionError(fault)) return words.lost;
  const href = `/dashboard/billing/invoices/${invoiceId}`;
  return { ...words.outdated, link: { label: words.reload, href } };
}

async function askServer({ invoiceId, onPhase }: Try, otherwise: Notice): Promise<End> {
  onPhase("finishing");
  const { isOpen, notice } = await checkInvoice(invoiceId);
  return isOpen ? { end: "refused", notice: notice ?? otherwise } : { end: "accepted" };
}

/** Stripe.js answers faults of people and networks, and throws only when it is used wrongly or was cut off. */
function toFault(): { error: StripeError } {
  return { error: { type: "api_error" } };
}

/** Stripe.js speaks the reader's language about the form; about the network and itself we say it better. */
function toEnd(error: StripeError, words: InvoiceWords): End {
  if (error.type === "validation_error") return { end: "incomplete" };
  if (error.type === "api_connection_error") return { end: "refused", notice: words.silent };
  const text = error.type === "card_error" ? error.message : undefined;
  return { end: "refused", notice: { ...words.tokenFailed, text: text ?? words.tokenFailed.text } };
}
