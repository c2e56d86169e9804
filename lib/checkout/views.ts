import type { Currency } from "@/lib/catalog/currencies";
import type { DeclineAdvice, PayOrderRefusal } from "./refusals";

/**
 * Where an order is, for a person to read.
 * `open` nothing was tried yet; `declined` the last try was refused, another card may be tried;
 * `waiting_for_bank` 3D Secure or a redirect is not finished; `processing` Stripe has it under way;
 * `crediting` the money came and the grant is being written; `credited` done; `canceled`; `parked` what Stripe
 * took differs from the order and an operator looks at it.
 */
export type OrderProgress =
  | "open"
  | "declined"
  | "waiting_for_bank"
  | "processing"
  | "crediting"
  | "credited"
  | "canceled"
  | "parked";

/** An order as pages see it. Money in minor units of `currency`; times ISO 8601 in UTC. */
export type OrderView = {
  id: string;
  item: string;
  currency: Currency;
  amountMinor: number;
  credits: number;
  validityMonths: number;
  progress: OrderProgress;
  advice: DeclineAdvice | null;
  createdAt: string;
  submittedAt: string | null;
  paidAt: string | null;
  creditedAt: string | null;
  canceledAt: string | null;
  receipt: ReceiptView | null;
};

/** How an order was paid. Null fields are not known (yet). */
export type ReceiptView = {
  paymentIntentId: string;
  method: string | null;
  cardBrand: string | null;
  cardLast4: string | null;
  grantId: string | null;
  expiresAt: string | null;
};

/** What the browser hears after it asked to pay. `clientSecret` goes to `stripe.handleNextAction`. */
export type PayOrderAnswer =
  | { outcome: "succeeded" }
  | { outcome: "processing" }
  | { outcome: "requires_action"; clientSecret: string }
  | { outcome: "refused"; refusal: PayOrderRefusal; advice: DeclineAdvice | null };
