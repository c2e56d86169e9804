import type Stripe from "stripe";
import { clockOf } from "../clock/clock-time";
import { plan, unplan } from "../clock/tasks";
import { nowSeconds } from "../context";
import { changedFrom, emit } from "../events/emit";
import type { Cause } from "../http/endpoint";
import { refused } from "../http/errors";
import { idOf } from "../payments/intent-changes";
import { newId } from "../store/ids";
import { cancelNow } from "./cancel";
import { discountsFor } from "./describe-subscription";
import { recurringOf } from "./prices";
import { isSameRhythm } from "./retime";
import { endSchedule } from "./schedule-end";
import { discountsOf } from "./schedule-phases";
import { planView } from "./subscription-record";
import { changeSubscription, isOver, nextPeriodEnd, putSubscription } from "./subscriptions";
import { updateSubscription } from "./update-subscription";

type Schedule = Stripe.SubscriptionSchedule;
type Phase = Stripe.SubscriptionSchedule.Phase;

const NO_SETTINGS: Stripe.SubscriptionSchedule.DefaultSettings.InvoiceSettings = {
  account_tax_ids: null,
  custom_fields: null,
  days_until_due: null,
  description: null,
  footer: null,
  issuer: { type: "self" },
};

/** A schedule over a subscription that is there already. */
export function scheduleRecord(subscription: Stripe.Subscription, phases: Phase[]): Schedule {
  return {
    id: newId("sub_sched"),
    object: "subscription_schedule",
    application: null,
    billing_mode: subscription.billing_mode as Schedule["billing_mode"],
    canceled_at: null,
    completed_at: null,
    created: nowSeconds(),
    current_phase: phaseDates(phases, nowSeconds()),
    customer: subscription.customer,
    customer_account: null,
    default_settings: {
      application_fee_percent: null,
      billing_cycle_anchor: "automatic",
      billing_thresholds: null,
      collection_method:
        subscription.collection_method as Stripe.SubscriptionSchedule.DefaultSettings["collection_method"],
      default_payment_method: null,
      description: null,
      invoice_settings: NO_SETTINGS,
      on_behalf_of: null,
      transfer_data: null,
    },
    end_behavior: "release",
    livemode: false,
    metadata: {},
    pause_schedules: [],
    phases,
    released_at: null,
    released_subscription: null,
    status: "active",
    subscription: subscription.id,
    test_clock: subscription.test_clock,
  };
}

export function phaseDates(
  phases: readonly Phase[],
  at: number,
): Stripe.SubscriptionSchedule.CurrentPhase | null {
  const phase = phaseAt(phases, at);
  return phase === undefined ? null : { start_date: phase.start_date, end_date: phase.end_date };
}

export function phaseAt(phases: readonly Phase[], at: number): Phase | undefined {
  return phases.find((phase) => phase.start_date <= at && at < phase.end_date);
}

/** Writes a schedule and plans the end of its phase. */
export function putSchedule(cause: Cause, schedule: Schedule): Schedule {
  const end = schedule.status === "active" ? schedule.current_phase?.end_date : undefined;
  const clock = clockOf(cause, idOf(schedule.customer));
  if (end === undefined) unplan(cause, "schedule_phase", schedule.id);
  else plan(cause, "schedule_phase", schedule.id, { at: end, clock });
  return cause.emulator.store.put("subscription_schedule", schedule.id, schedule);
}

export function changeSchedule(cause: Cause, before: Schedule, change: Partial<Schedule>): Schedule {
  const after = putSchedule(cause, { ...before, ...change });
  const previous = changedFrom(before, after);
  if (Object.keys(previous).length > 0) emit(cause, "subscription_schedule.updated", after, previous);
  return after;
}

export function requireActive(schedule: Schedule, verb: string): void {
  if (schedule.status === "active" || schedule.status === "not_started") return;
  throw refused(
    `You cannot ${verb} a subscription schedule that is currently in the \`${schedule.status}\` status.`,
  );
}

/** Lets the subscription go on as it is now, without its schedule. */
export function releaseSchedule(cause: Cause, schedule: Schedule): Schedule {
  const subscription = cause.emulator.store.get("subscription", idOf(schedule.subscription) ?? "");
  if (subscription !== undefined) putSubscription(cause, subscription, { schedule: null });
  const after = putSchedule(cause, {
    ...schedule,
    status: "released",
    current_phase: null,
    released_at: nowSeconds(),
    released_subscription: idOf(schedule.subscription),
    subscription: null,
  });
  emit(cause, "subscription_schedule.released", after);
  return after;
}

/** A phase is over: the next one begins, or the schedule ends as it says. */
export function phaseTask(cause: Cause, id: string): void {
  const { store } = cause.emulator;
  const schedule = store.get("subscription_schedule", id);
  const subscription = store.get("subscription", idOf(schedule?.subscription ?? null) ?? "");
  if (schedule === undefined || schedule.status !== "active" || subscription === undefined) return;
  if (isOver(subscription)) return;
  const next = phaseAt(schedule.phases, nowSeconds());
  if (next !== undefined) {
    changeSchedule(cause, schedule, {
      current_phase: { start_date: next.start_date, end_date: next.end_date },
    });
    enterPhase(cause, subscription, next, next.proration_behavior as "none");
    return;
  }
  if (schedule.end_behavior !== "cancel") {
    releaseSchedule(cause, schedule);
    return;
  }
  endSchedule(cause, id, "completed");
  cancelNow(cause, { ...subscription, schedule: null }, { reason: "cancellation_requested" });
}

/** Gives a subscription the items of a phase. At the end of a period the renewal that follows bills them. */
export function enterPhase(
  cause: Cause,
  subscription: Stripe.Subscription,
  phase: Phase,
  prorates: "none" | "create_prorations" | "always_invoice",
): void {
  const now = nowSeconds();
  const first = cause.emulator.store.get(
    "price",
    idOf(phase.items[0]?.price as string | { id: string }) ?? "",
  );
  const old = subscription.items.data[0]?.price;
  const turns = first !== undefined && old !== undefined && !isSameRhythm(old, first);
  const resets = turns || phase.billing_cycle_anchor === "phase_start";
  const isBoundary =
    nextPeriodEnd(subscription) <= now && phase.items.length === subscription.items.data.length;
  if (isBoundary) {
    const data = subscription.items.data.map((item, index) => swapped(cause, item, phase.items[index]));
    const items = { ...subscription.items, data };
    const discounts = discountsFor(cause, subscription, discountsOf(phase));
    const anchor = resets ? { billing_cycle_anchor: now } : {};
    changeSubscription(cause, subscription, { items, discounts, ...anchor });
    return;
  }
  const given = phase.items.map(({ price, quantity }, index) => {
    const own = subscription.items.data[index];
    const id = idOf(price as string | { id: string }) ?? "";
    return { ...(own === undefined ? {} : { id: own.id }), price: id, quantity: quantity ?? 1 };
  });
  const gone = subscription.items.data.slice(given.length).map(({ id }) => ({ id, deleted: true }));
  const change = {
    items: [...given, ...gone],
    discounts: discountsOf(phase),
    proration_behavior: prorates,
    ...(resets ? { billing_cycle_anchor: { type: "now" as const } } : {}),
  };
  updateSubscription(cause, subscription, change, true);
}

function swapped(
  cause: Cause,
  item: Stripe.SubscriptionItem,
  wanted: Phase["items"][number] | undefined,
): Stripe.SubscriptionItem {
  const price = cause.emulator.store.get(
    "price",
    idOf((wanted?.price as string | { id: string }) ?? null) ?? "",
  );
  if (price === undefined) return item;
  recurringOf(price);
  return { ...item, price, plan: planView(price), quantity: wanted?.quantity ?? 1 };
}
