import type { Currency } from "@/lib/catalog/currencies";
import type { PlanInterval } from "@/lib/catalog/plans";
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

/**
 * An order as pages see it. Money in minor units of `currency`; times ISO 8601 in UTC. For a plan `amountMinor` and
 * `credits` are of one whole period before trial and discount, and `validityMonths` is its length; what is charged
 * now is `plan.dueMinor`.
 */
export type OrderView = {
  id: string;
  kind: "pack" | "plan";
  item: string;
  plan: PlanOrderView | null;
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

/**
 * What an order of a plan promises. `dueMinor` is charged now, `renewalMinor` at the next renewal or, with a trial,
 * when the trial ends. With `trialDays` above 0 nothing is due now and `trialCredits` come at once.
 */
export type PlanOrderView = {
  plan: string;
  interval: PlanInterval;
  trialDays: number;
  trialCredits: number;
  dueMinor: number;
  renewalMinor: number;
  discount: DiscountView | null;
};

/** A discount of a promotion code; either `percentOff` or `amountOffMinor` is there. */
export type DiscountView = {
  code: string;
  percentOff: number | null;
  amountOffMinor: number | null;
  duration: "once" | "repeating" | "forever";
  /** For how many months it repeats. */
  durationMonths: number | null;
};

/** How an order was paid. Null fields are not known (yet). */
export type ReceiptView = {
  /** Null when nothing was charged: a trial, or a plan that a code made free. */
  paymentIntentId: string | null;
  method: string | null;
  cardBrand: string | null;
  cardLast4: string | null;
  grantId: string | null;
  expiresAt: string | null;
};

/**
 * What the browser hears after it asked to pay. `clientSecret` goes to `stripe.handleNextAction`, which takes that of a
 * payment and that of a card being set up alike; `intent` says which it is.
 */
export type PayOrderAnswer =
  | { outcome: "succeeded" }
  | { outcome: "processing" }
  | { outcome: "requires_action"; clientSecret: string; intent: "payment" | "setup" }
  | { outcome: "refused"; refusal: PayOrderRefusal; advice: DeclineAdvice | null };
