import type { DueFacts } from "@/lib/stripe/due-facts";
import type { InvoiceFacts } from "@/lib/stripe/invoice-facts";

export const DUE_STATUSES = ["open", "paid", "void", "uncollectible"] as const;
export type DueStatus = (typeof DUE_STATUSES)[number];

/** What would settle an invoice: money, or only a word of the payer to the bank. */
export type DueAsk = "payment" | "bank";

/** Why the last try was refused, as codes; what a person is told of them is decided where it is shown. */
export type DueRefusal = { code: string; declineCode?: string };

/** An invoice that could not be collected, as its copy says it in the names of its columns. */
export type DueInvoiceRow = {
  status: DueStatus;
  ask: DueAsk;
  currency: string;
  amount_due_minor: number;
  attempts: number;
  next_attempt_at: Date | null;
  due_since: Date;
  last_refusal: DueRefusal | null;
};

/** The copy of an invoice; null for a draft, which is owed by nobody, and for a state that we do not know. */
export function toDueInvoiceRow({ status: said, currency, due }: InvoiceFacts): DueInvoiceRow | null {
  const status = DUE_STATUSES.find((known) => known === said);
  if (!status) return null;
  return {
    status,
    ask: askOf(due),
    currency,
    amount_due_minor: due.amountMinor,
    attempts: due.attempts,
    next_attempt_at: due.nextAttemptAt,
    due_since: due.since,
    last_refusal: refusalOf(due),
  };
}

/** A bank asks by leaving the payment waiting, or by refusing what was tried while its holder was away. */
function askOf({ paymentIntent }: DueFacts): DueAsk {
  if (paymentIntent?.status === "requires_action") return "bank";
  return paymentIntent?.failure?.code === "authentication_required" ? "bank" : "payment";
}

function refusalOf({ paymentIntent }: DueFacts): DueRefusal | null {
  const failure = paymentIntent?.failure;
  if (!failure) return null;
  const { code, declineCode } = failure;
  return { code, ...(declineCode ? { declineCode } : {}) };
}
