import type Stripe from "stripe";
import { cancelNow } from "../billing/cancel";
import { phaseOf, phasesField, readPhases, refuseIterations } from "../billing/schedule-phases";
import {
  changeSchedule,
  enterPhase,
  phaseAt,
  phaseDates,
  putSchedule,
  releaseSchedule,
  requireActive,
  scheduleRecord,
} from "../billing/schedules";
import { startSchedule } from "../billing/start-schedule";
import { moment, prorationBehavior } from "../billing/subscription-params";
import { changeSubscription, isOver } from "../billing/subscriptions";
import { atTimeOf } from "../clock/clock-time";
import { nowSeconds } from "../context";
import { emit } from "../events/emit";
import { type Call, type Endpoint, endpoint } from "../http/endpoint";
import { badParam, missing, noSuch, refused } from "../http/errors";
import { mergeMetadata, metadata } from "../http/fields";
import { listPage, pageParams, range } from "../http/list";
import { bool, oneOf, type Read, text } from "../http/params";
import { idOf } from "../payments/intent-changes";

type Schedule = Stripe.SubscriptionSchedule;
const endBehavior = oneOf("release", "cancel");
const updateFields = {
  end_behavior: endBehavior,
  metadata,
  phases: phasesField,
  proration_behavior: prorationBehavior,
};

function find(call: Call): Schedule {
  const found = call.emulator.store.get("subscription_schedule", call.id);
  if (found === undefined) throw noSuch("subscription_schedule", call.id, "schedule", "path");
  return found;
}

/** Does something to the schedule of the path, at the time its customer lives in. */
function on<T>(call: Call, work: (schedule: Schedule) => T): T {
  const schedule = find(call);
  return atTimeOf(call, idOf(schedule.customer), () => work(schedule));
}

const createFields = { ...updateFields, customer: text, from_subscription: text, start_date: moment("now") };

function create(call: Call, given: Read<typeof createFields>): Schedule {
  const { from_subscription: from, ...others } = given;
  refuseIterations(call, given.phases);
  if (from === undefined) return startSchedule(call, given);
  if (Object.keys(others).length > 0) {
    throw badParam(undefined, "from_subscription", "from_subscription can only be sent alone.");
  }
  const subscription = call.emulator.store.get("subscription", from);
  if (subscription === undefined) throw noSuch("subscription", from, "from_subscription", "body");
  if (isOver(subscription)) throw refused("A canceled subscription cannot be given a schedule.");
  if (subscription.schedule !== null) {
    throw refused("You cannot migrate a subscription that is already attached to a schedule.", {
      param: "from_subscription",
    });
  }
  return atTimeOf(call, idOf(subscription.customer), () => {
    const schedule = putSchedule(call, scheduleRecord(subscription, [phaseOf(subscription)]));
    emit(call, "subscription_schedule.created", schedule);
    changeSubscription(call, subscription, { schedule: schedule.id });
    return schedule;
  });
}

function update(call: Call, before: Schedule, params: Read<typeof updateFields>): Schedule {
  requireActive(before, "update");
  refuseIterations(call, params.phases);
  const subscription = call.emulator.store.get("subscription", idOf(before.subscription) ?? "");
  if (subscription === undefined) throw missing("subscription");
  const now = nowSeconds();
  const start = before.current_phase?.start_date ?? now;
  const phases =
    params.phases === undefined
      ? before.phases
      : readPhases(call, params.phases, subscription.currency, start);
  const current = phaseAt(phases, now);
  if (current === undefined) {
    throw refused("Updates must list the current phase and all phases that follow it.", { param: "phases" });
  }
  const after = changeSchedule(call, before, {
    phases,
    current_phase: phaseDates(phases, now),
    end_behavior: params.end_behavior ?? before.end_behavior,
    metadata: mergeMetadata(before.metadata, params.metadata),
  });
  if (differs(subscription, current)) {
    enterPhase(call, subscription, current, params.proration_behavior ?? "create_prorations");
  }
  return after;
}

function differs(subscription: Stripe.Subscription, phase: Stripe.SubscriptionSchedule.Phase): boolean {
  const wanted = phase.items.map((item) => `${String(item.price)} ${item.quantity ?? 1}`);
  const now = subscription.items.data.map((item) => `${item.price.id} ${item.quantity ?? 1}`);
  return wanted.join() !== now.join();
}

function cancel(
  call: Call,
  schedule: Schedule,
  params: { invoice_now?: boolean; prorate?: boolean },
): Schedule {
  requireActive(schedule, "cancel");
  const subscription = call.emulator.store.get("subscription", idOf(schedule.subscription) ?? "");
  if (subscription !== undefined) {
    cancelNow(call, subscription, {
      reason: "cancellation_requested",
      invoiceNow: params.invoice_now ?? true,
      prorate: params.prorate ?? true,
    });
  }
  return find(call);
}

export const subscriptionScheduleEndpoints: Endpoint[] = [
  endpoint("POST", "/v1/subscription_schedules", {
    params: createFields,
    run: create,
  }),
  endpoint("GET", "/v1/subscription_schedules", {
    params: {
      ...pageParams,
      canceled_at: range,
      completed_at: range,
      customer: text,
      released_at: range,
      scheduled: bool,
    },
    run(call, params) {
      const wanted = (row: Schedule) =>
        (params.customer === undefined ? row.test_clock === null : row.customer === params.customer) &&
        (params.scheduled !== true || row.status === "not_started");
      return listPage(
        call.emulator.store,
        "subscription_schedule",
        "/v1/subscription_schedules",
        params,
        wanted,
      );
    },
  }),
  endpoint("GET", "/v1/subscription_schedules/:id", { run: find }),
  endpoint("POST", "/v1/subscription_schedules/:id", {
    params: updateFields,
    run: (call, params) => on(call, (schedule) => update(call, schedule, params)),
  }),
  endpoint("POST", "/v1/subscription_schedules/:id/release", {
    params: { preserve_cancel_date: bool },
    run: (call) =>
      on(call, (schedule) => {
        requireActive(schedule, "release");
        return releaseSchedule(call, schedule);
      }),
  }),
  endpoint("POST", "/v1/subscription_schedules/:id/cancel", {
    params: { invoice_now: bool, prorate: bool },
    run: (call, params) => on(call, (schedule) => cancel(call, schedule, params)),
  }),
];
