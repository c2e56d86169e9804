import { unplan } from "../clock/tasks";
import { nowSeconds } from "../context";
import { emit } from "../events/emit";
import type { Cause } from "../http/endpoint";

/** Ends a schedule together with its subscription. */
export function endSchedule(cause: Cause, id: string | null, status: "canceled" | "completed"): void {
  const { store } = cause.emulator;
  const schedule = id === null ? undefined : store.get("subscription_schedule", id);
  if (schedule === undefined || schedule.status !== "active") return;
  unplan(cause, "schedule_phase", schedule.id);
  const now = nowSeconds();
  const after = store.put("subscription_schedule", schedule.id, {
    ...schedule,
    status,
    current_phase: null,
    ...(status === "canceled" ? { canceled_at: now } : { completed_at: now }),
  });
  emit(cause, `subscription_schedule.${status}`, after);
}
