import type Stripe from "stripe";
import { atTimeOf } from "../clock/clock-time";
import { nowSeconds } from "../context";
import { emit } from "../events/emit";
import type { Cause } from "../http/endpoint";
import { badParam, missing, noSuch } from "../http/errors";
import { mergeMetadata } from "../http/fields";
import type { FormTree } from "../http/form";
import { createSubscription } from "./create-subscription";
import { type GivenPhase, readPhases } from "./schedule-phases";
import { putSchedule, scheduleRecord } from "./schedules";
import { changeSubscription } from "./subscriptions";

interface Given {
  customer?: string;
  end_behavior?: "release" | "cancel";
  metadata?: FormTree | null;
  phases?: GivenPhase[];
  start_date?: number | "now";
}

/** A schedule that begins now, with a subscription of its own. */
export function startSchedule(cause: Cause, given: Given): Stripe.SubscriptionSchedule {
  const { customer, phases: wanted, start_date: start = "now" } = given;
  if (customer === undefined) throw missing("customer");
  if (cause.emulator.store.get("customer", customer) === undefined) {
    throw noSuch("customer", customer, "customer", "body");
  }
  const [first] = wanted ?? [];
  if (wanted === undefined || first === undefined) throw missing("phases");
  return atTimeOf(cause, customer, () => {
    const now = nowSeconds();
    if (start !== "now" && start > now) {
      throw badParam("not_emulated", "start_date", "The emulator starts schedules now, not in the future.");
    }
    const price = cause.emulator.store.get("price", first.items?.[0]?.price ?? "");
    const phases = readPhases(cause, wanted, price?.currency ?? "usd", now);
    const items = (phases[0]?.items ?? []).map((item) => ({
      price: String(item.price),
      quantity: item.quantity ?? 1,
    }));
    const subscription = createSubscription(cause, { customer, items });
    const schedule = putSchedule(cause, {
      ...scheduleRecord(subscription, phases),
      end_behavior: given.end_behavior ?? "release",
      metadata: mergeMetadata(null, given.metadata),
    });
    emit(cause, "subscription_schedule.created", schedule);
    changeSubscription(cause, subscription, { schedule: schedule.id });
    return schedule;
  });
}
