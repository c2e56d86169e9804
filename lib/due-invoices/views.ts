import type { DeclineAdvice } from "@/lib/checkout/refusals";
import type { DueInvoiceView } from "@/lib/subscriptions/find-due-invoice";
import type { NotPayable, PayInvoiceRefusal } from "./refusals";

/**
 * An invoice for the page on which it is paid. `payable` it is owed and can be paid here; `processing` money is on its
 * way; the others say by name why there is nothing to pay. Money in minor units.
 */
export type InvoicePageView = {
  id: string;
  state: "payable" | "processing" | Exclude<NotPayable, "invoice_not_found">;
  currency: string;
  amountMinor: number;
  /** With what it was tried last: where a bank asks, it asks about this. */
  triedWithId: string | null;
  /** What is known of it as one that could not be collected; null when it was paid at the first try. */
  due: DueInvoiceView | null;
  /** What a person may be told of the last refusal. */
  advice: DeclineAdvice | null;
};

/** What the browser hears after it asked to pay. `clientSecret` goes to `stripe.handleNextAction`. */
export type PayInvoiceAnswer =
  | { outcome: "succeeded" }
  | { outcome: "processing" }
  | { outcome: "requires_action"; clientSecret: string }
  | { outcome: "refused"; refusal: PayInvoiceRefusal; advice: DeclineAdvice | null };
