import type Stripe from "stripe";
import type { PaymentWishes } from "../checkout/open-session";

/** What a payment method, token or confirmation token hides: which test card it is and what was typed beside it. */
export interface CardSecret {
  card: string;
  cvcGiven: boolean;
  postalGiven: boolean;
  line1Given: boolean;
  /** Set up for off-session use, so that cards which ask only once stay silent. */
  setUp: boolean;
  /** Used once without a customer, or detached: cannot be used again. */
  spent: boolean;
}

/** What a confirmation token carries to the confirm beside its public preview. */
export interface TokenNote {
  id: string;
  paymentMethod: Stripe.PaymentMethod;
  existing: boolean;
  used: boolean;
  expected: { amount?: number; currency?: string; setupFutureUsage?: string };
}

/** One try at authenticating a payment: a 3D Secure challenge or a redirect to a wallet. */
export interface Attempt {
  id: string;
  kind: "three_d_secure" | "alipay";
  intent: string;
  paymentMethod: string;
  state: "open" | "succeeded" | "failed" | "canceled";
  returnUrl: string | null;
  redirects: boolean;
}

export interface EventRecord {
  id: string;
  type: string;
  created: number;
  object: { id?: string; object: string };
  previous: Record<string, unknown> | null;
  request: { id: string | null; idempotency_key: string | null } | null;
  deliveries: string[];
}

/** A machine on which `stripe listen` was started, with the secret that signs what is forwarded there. */
export interface CliDevice {
  id: string;
  secret: string;
}

/** One `stripe listen`, which comes back to it when the emulator was restarted. */
export interface CliSessionRecord {
  id: string;
  device: string;
  forwardTo: string | null;
}

export interface DeliveryTry {
  at: number;
  status: number | null;
  body: string;
}

export interface Delivery {
  id: string;
  event: string;
  endpoint: string;
  state: "pending" | "succeeded" | "failed";
  nextAt: number | null;
  tries: DeliveryTry[];
}

/** Something that happens by itself later, such as the settlement of a charge. */
export interface Task {
  id: string;
  kind: TaskKind;
  ref: string;
  /** Milliseconds, of the real time or of the test clock that is named. */
  dueAt: number;
  clock: string | null;
}

export type TaskKind =
  | "settle_charge"
  | "finish_refund"
  | "fail_refund"
  | "resolve_dispute"
  | "advance_clock"
  | "finalize_invoice"
  | "collect_invoice"
  | "renew_subscription"
  | "announce_renewal"
  | "announce_trial_end"
  | "expire_incomplete"
  | "expire_pending_update"
  | "expire_resumption"
  | "cancel_subscription"
  | "resume_collection"
  | "schedule_phase"
  | "expire_session"
  | "finish_debit";

/** Which record ties an invoice and its PaymentIntent; found by the id of either. */
export interface InvoiceLink {
  invoice: string;
  payment: string;
}

/** A change of a subscription that waits for its payment, and what to go back to when that does not come. */
export interface PendingChange {
  target: Stripe.Subscription;
  invoice: string;
  debits: Record<string, Debit | null>;
  /** Was it said that the change waits? */
  announced: boolean;
}

/** What was last debited for an item of a subscription: what a credit for unused time is computed from. */
export interface Debit {
  amount: number;
  start: number;
  end: number;
  /** Null while the debit waits for an invoice. */
  invoice: string | null;
  line: string | null;
}

/** What a Checkout session sells, and what it asks of its payment. */
export interface SessionExtra {
  lines: Stripe.LineItem[];
  wishes: PaymentWishes;
}

export interface SavedAnswer {
  fingerprint: string;
  requestId: string;
  status: number;
  body: string;
  at: number;
}
