import { checkConfirmationToken } from "@/lib/checkout/check-confirmation-token";
import { readSaved } from "@/lib/payment-methods/read-saved";
import { confirmInvoicePayment, keepWhatPays, type PaidWith } from "@/lib/stripe/confirm-invoice-payment";
import type { PaymentIntentFacts } from "@/lib/stripe/payment-intent-facts";
import { type Claim, claimDueInvoice, releaseClaim, renewClaim } from "./claim-due-invoice";
import { concludeIntent, concludeTrouble, refused } from "./conclude-payment";
import { countPaymentTry } from "./count-payment-try";
import { readDueInvoice } from "./read-due-invoice";
import type { PayInvoiceRefusal } from "./refusals";
import type { PayInvoiceAnswer } from "./views";

export type PayInvoiceRequest = {
  walletId: string;
  invoiceId: string;
  paidWith: PaidWith;
  returnUrl: string;
};

/** A try that may go ahead: the invoice's one PaymentIntent, and the subscription it renews. */
type Try = { claim: Claim; intent: PaymentIntentFacts; subscriptionId: string | null };

/**
 * Pays an invoice that could not be collected, with what the payer entered or with what they have saved: one payer at
 * a time and one PaymentIntent per invoice, which Stripe lets succeed once. So nothing is charged twice in two tabs,
 * when an answer is lost, or when Stripe tries by itself at the same moment. Settles at once when the money came.
 *
 * After `stripe_unavailable` the outcome may be unknown: the next try reads the invoice first, and so does its page.
 */
export async function payDueInvoice(request: PayInvoiceRequest): Promise<PayInvoiceAnswer> {
  const due = await readDueInvoice(request);
  if (!due.ok) return refused(due.refusal);
  const { view, facts } = due;
  if (view.state === "processing") return { outcome: "processing" };
  if (view.state !== "payable") return refused(view.state);
  const intent = facts.due.paymentIntent;
  if (!intent) throw new Error(`payment_missing: invoice ${facts.id} is payable without a PaymentIntent`);
  const claim = await claimDueInvoice(request.walletId, request.invoiceId);
  if (!claim) return refused("payment_in_progress");
  try {
    return await payClaimed({ claim, intent, subscriptionId: facts.subscriptionId }, request);
  } finally {
    await releaseClaim(claim);
  }
}

async function payClaimed(attempt: Try, request: PayInvoiceRequest): Promise<PayInvoiceAnswer> {
  const { claim, intent, subscriptionId } = attempt;
  const fault = await checkMethod(request, intent);
  if (fault === "repeated") return concludeIntent(request, intent);
  if (fault) return refused(fault);
  if (!(await countPaymentTry(claim.invoiceId))) return refused("too_many_attempts");
  const key = `invoice:${claim.invoiceId}:try:${claim.tries}`;
  if (subscriptionId) {
    const kept = await keepWhatPays(subscriptionId, `${key}:keep`);
    if (!kept.ok) return refused("stripe_unavailable");
  }
  if (!(await renewClaim(claim))) return refused("payment_in_progress");
  const { paidWith, returnUrl } = request;
  const confirmed = await confirmInvoicePayment({ paymentIntentId: intent.id, key, paidWith, returnUrl });
  return confirmed.ok
    ? concludeIntent(request, confirmed.value)
    : concludeTrouble(request, confirmed.trouble);
}

/** Whether what they want to pay with is theirs and can be used. */
async function checkMethod(
  { walletId, paidWith }: PayInvoiceRequest,
  intent: PaymentIntentFacts,
): Promise<PayInvoiceRefusal | "repeated" | null> {
  if ("confirmationTokenId" in paidWith) return checkConfirmationToken(paidWith.confirmationTokenId, intent);
  const saved = await readSaved(walletId);
  if (!saved.ok) return "stripe_unavailable";
  const isTheirs = saved.value?.methods.some(({ id }) => id === paidWith.paymentMethodId);
  return isTheirs ? null : "payment_method_not_found";
}
