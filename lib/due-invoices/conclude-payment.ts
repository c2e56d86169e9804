import { declineAdvice } from "@/lib/checkout/decline-advice";
import type { DeclineAdvice } from "@/lib/checkout/refusals";
import type { PaymentIntentFacts } from "@/lib/stripe/payment-intent-facts";
import type { StripeTrouble } from "@/lib/stripe/trouble";
import { readDueInvoice } from "./read-due-invoice";
import type { PayInvoiceRefusal } from "./refusals";
import type { PayInvoiceAnswer } from "./views";

type Asked = { walletId: string; invoiceId: string };

/** An answer of "no" for the browser. */
export function refused(refusal: PayInvoiceRefusal, advice: DeclineAdvice | null = null): PayInvoiceAnswer {
  return { outcome: "refused", refusal, advice };
}

/** Settles what Stripe says of the PaymentIntent of an invoice, and says it to the browser. */
export async function concludeIntent(asked: Asked, intent: PaymentIntentFacts): Promise<PayInvoiceAnswer> {
  switch (intent.status) {
    case "succeeded":
      return (await isSettled(asked)) ? { outcome: "succeeded" } : { outcome: "processing" };
    case "processing":
    case "requires_capture":
      return { outcome: "processing" };
    case "requires_action":
      if (!intent.clientSecret) throw new Error(`client_secret_missing: payment ${intent.id}`);
      return { outcome: "requires_action", clientSecret: intent.clientSecret };
    default:
      return intent.failure
        ? refusedBy(intent.failure, intent.charge?.blocked ?? false)
        : refused("stripe_unavailable");
  }
}

/**
 * Says what became of a try that Stripe did not simply accept. A refusal is most often a state that another tab, or
 * Stripe's own try, has brought about; so the invoice is read again before anything is said.
 */
export async function concludeTrouble(asked: Asked, trouble: StripeTrouble): Promise<PayInvoiceAnswer> {
  if (trouble.kind === "unavailable") return refused("stripe_unavailable");
  if (trouble.kind === "declined") {
    const { code, declineCode, paymentIntent } = trouble;
    return refusedBy({ code, declineCode }, paymentIntent?.charge?.blocked ?? false);
  }
  if (trouble.param === "confirmation_token") return refused(tokenRefusal(trouble));
  if (trouble.param === "payment_method") return refused("payment_method_not_found");
  return (await isSettled(asked)) ? { outcome: "succeeded" } : refused("stripe_unavailable");
}

/** Whether the invoice is paid and all that follows is written. Stripe may need a moment more than the payment did. */
async function isSettled(asked: Asked): Promise<boolean> {
  const due = await readDueInvoice(asked);
  return due.ok && due.view.state === "invoice_already_paid";
}

function refusedBy(
  { code, declineCode }: { code: string; declineCode: string | null },
  blocked: boolean,
): PayInvoiceAnswer {
  const advice = declineAdvice(code, declineCode, blocked ? "blocked" : null);
  return refused(advice === "authentication_failed" ? "authentication_failed" : "card_declined", advice);
}

function tokenRefusal({ code, message }: { code: string | null; message: string }): PayInvoiceRefusal {
  if (code === "resource_missing") return "confirmation_token_invalid";
  return /already been used|only be used once/i.test(message)
    ? "confirmation_token_used"
    : "confirmation_token_mismatch";
}
