import type { WorkTable } from "../clock/tasks";
import { emit } from "../events/emit";
import type { Cause } from "../http/endpoint";
import { cancelTask, expirePendingTask, expireTask } from "./cancel";
import { collectTask, finalizeTask } from "./finish";
import { expireResumptionTask, resumeCollectionTask } from "./pause";
import { upcomingInvoice } from "./preview";
import { renewTask } from "./renew";
import { phaseTask } from "./schedules";

/** A trial ends in three days. */
function announceTrialEnd(cause: Cause, id: string): void {
  const subscription = cause.emulator.store.get("subscription", id);
  if (subscription?.status !== "trialing") return;
  emit(cause, "customer.subscription.trial_will_end", subscription);
}

/** A week before a renewal its invoice is shown as it will be; it has no id yet. */
function announceRenewal(cause: Cause, id: string): void {
  const subscription = cause.emulator.store.get("subscription", id);
  const invoice = subscription === undefined ? null : upcomingInvoice(cause, subscription);
  if (invoice === null) return;
  const { id: _id, ...shown } = invoice;
  emit(cause, "invoice.upcoming", shown);
}

/** What happens to subscriptions and invoices by the calendar. */
export const billingWork: Omit<
  WorkTable,
  | "settle_charge"
  | "finish_refund"
  | "fail_refund"
  | "resolve_dispute"
  | "advance_clock"
  | "expire_session"
  | "finish_debit"
> = {
  announce_renewal: announceRenewal,
  announce_trial_end: announceTrialEnd,
  cancel_subscription: cancelTask,
  collect_invoice: collectTask,
  expire_incomplete: expireTask,
  expire_pending_update: expirePendingTask,
  expire_resumption: expireResumptionTask,
  finalize_invoice: finalizeTask,
  renew_subscription: renewTask,
  resume_collection: resumeCollectionTask,
  schedule_phase: phaseTask,
};
