/** Why nothing can be done with a plan now, in the order in which the rules are checked. */
export type PlanRefusal = "change_in_progress" | "no_plan" | "stripe_unavailable";

/** Why a change of plan can not be quoted, in the order in which the rules are checked. */
export type QuoteRefusal =
  | "unknown_plan"
  | "unknown_interval"
  | "no_plan"
  | "other_currency"
  | "plan_incomplete"
  | "payment_overdue"
  | "plan_paused"
  | "cancellation_planned"
  | "change_pending"
  | "schedule_not_ours"
  | "change_scheduled"
  | "same_plan"
  | "period_not_paid"
  | "charges_waiting"
  | "stripe_unavailable";

/** Why a quote was not carried out, in the order in which the rules are checked. */
export type AcceptRefusal =
  | "quote_not_found"
  | "change_in_progress"
  | "no_plan"
  | "quote_overtaken"
  | "quote_expired"
  | "card_declined"
  | "payment_method_missing"
  | "stripe_unavailable";

/** Why nothing was taken back. */
export type UndoRefusal = PlanRefusal | "schedule_not_ours" | "nothing_to_undo";

/** Why a plan was not canceled. */
export type CancelRefusal = PlanRefusal | "plan_incomplete" | "already_canceled";

/** Why a planned end was not taken back. */
export type ResumeRefusal = PlanRefusal | "not_canceled";

/** Why a plan was not paused. */
export type PauseRefusal =
  | PlanRefusal
  | "plan_not_active"
  | "not_pausable"
  | "already_paused"
  | "cancellation_planned"
  | "change_pending"
  | "change_scheduled"
  | "period_not_paid";

export type UnpauseRefusal = PlanRefusal | "not_paused";
