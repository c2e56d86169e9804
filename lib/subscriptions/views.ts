import type { PlanInterval } from "@/lib/catalog/plans";
import type { SubscriptionStatus } from "@/lib/stripe/subscription-facts";
import type { QuoteMoney } from "./quote-money";
import type { AcceptRefusal } from "./refusals";
import type { ChangeTiming } from "./when-to-change";

/** A wallet's subscription for pages and answers. Times are ISO 8601 texts in UTC. */
export type SubscriptionView = {
  id: string;
  status: SubscriptionStatus;
  plan: string;
  interval: PlanInterval;
  /** What one whole period brings. */
  credits: number;
  currency: string;
  /** What one whole period costs, in minor units, before discounts and taxes. */
  amountMinor: number;
  periodStart: string;
  periodEnd: string;
  trialEnd: string | null;
  /** When it will end, if that is decided and has not happened. */
  cancelAt: string | null;
  /** Until when a plan that could not be renewed goes on all the same; null for one that is not late. */
  graceUntil: string | null;
  /** When what is paid for ends, or the grace of what is not, unless it is paid for again; when it ended, if it has. */
  expiresAt: string;
  scheduled: ScheduledChange | null;
  pending: PendingChange | null;
  /** Its renewals are not charged and bring nothing, until the date if there is one. */
  pause: { resumesAt: string | null } | null;
};

/**
 * What the plan changes to by itself at `at`. `terms` is null when that is no plan of ours; `isOurs` is false for
 * what somebody arranged at Stripe by hand, which a person can not undo here.
 */
export type ScheduledChange = {
  at: string;
  isOurs: boolean;
  terms: { plan: string; interval: PlanInterval; credits: number; amountMinor: number } | null;
};

/** A change that happens when `invoiceId` is paid, and is dropped when it is not paid before `until`. */
export type PendingChange = {
  until: string;
  invoiceId: string | null;
  terms: { plan: string; interval: PlanInterval } | null;
};

/**
 * What a change of plan costs and brings, fixed until `expiresAt`. Money in minor units of `currency`; what the
 * parts mean stands with the table `plan_quotes`. The renewal is the next whole period of the new plan: its first one
 * where the change does not happen now.
 */
export type QuoteView = QuoteMoney & {
  id: string;
  timing: ChangeTiming;
  /** A new period begins with the change, as its rhythm is another. */
  restarts: boolean;
  from: { plan: string; interval: PlanInterval };
  to: { plan: string; interval: PlanInterval };
  currency: string;
  periodCredits: number;
  renewalMinor: number;
  renewalAt: string;
  expiresAt: string;
};

/** Why a payment was refused, as Stripe codes it; what a person may be told of it is checkout's to say. */
export type RefusedPayment = { code: string; declineCode: string | null; blocked: boolean };

/**
 * What became of a quote that was accepted. `waiting`: it is paid when the bank has seen the payer; the secret goes to
 * `stripe.handleNextAction`, and is null when there is nothing for them to do but wait.
 */
export type AcceptAnswer =
  | { outcome: "changed" }
  | { outcome: "scheduled" }
  | { outcome: "waiting"; clientSecret: string | null }
  | { outcome: "refused"; refusal: AcceptRefusal; payment: RefusedPayment | null };
