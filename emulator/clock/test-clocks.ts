import type Stripe from "stripe";
import { realSeconds } from "../context";
import { emit } from "../events/emit";
import type { Cause } from "../http/endpoint";
import { newId } from "../store/ids";
import type { Task } from "../store/records";
import type { Store } from "../store/store";
import { later, runTask, type WorkTable } from "./tasks";

type TestClock = Stripe.TestHelpers.TestClock;

/** What comes first when several things are due in the same second. */
const ORDER: readonly Task["kind"][] = [
  "schedule_phase",
  "cancel_subscription",
  "finalize_invoice",
  "collect_invoice",
];

export function createClock(cause: Cause, frozenTime: number, name: string | null): TestClock {
  const id = newId("clock");
  const created = realSeconds();
  const clock: TestClock = {
    id,
    object: "test_helpers.test_clock",
    created,
    deletes_after: created + 30 * 86_400,
    frozen_time: frozenTime,
    livemode: false,
    name,
    status: "ready",
    status_details: {},
  };
  cause.emulator.store.put("test_clock", id, clock);
  emit(cause, "test_helpers.test_clock.created", clock);
  return clock;
}

/** Sets a clock going; what falls due on the way happens one after the other, each in its own transaction. */
export function startAdvance(cause: Cause, clock: TestClock, target: number): TestClock {
  const advancing = cause.emulator.store.put("test_clock", clock.id, {
    ...clock,
    status: "advancing",
    status_details: { advancing: { target_frozen_time: target } },
  });
  emit(cause, "test_helpers.test_clock.advancing", advancing);
  later(cause, "advance_clock", clock.id, 0);
  return advancing;
}

/** One step of an advance: the next thing that is due, or the end. A restart goes on where it was. */
export function stepClock(cause: Cause, id: string, work: WorkTable): void {
  const { store } = cause.emulator;
  const clock = store.get("test_clock", id);
  const target = clock?.status_details.advancing?.target_frozen_time;
  if (clock === undefined || target === undefined) return;
  const task = nextDue(store, id, target);
  if (task === null) {
    const ready = { ...clock, frozen_time: target, status: "ready", status_details: {} };
    emit(cause, "test_helpers.test_clock.ready", store.put("test_clock", id, ready));
    return;
  }
  const time = Math.max(clock.frozen_time, Math.floor(task.dueAt / 1000));
  store.put("test_clock", id, { ...clock, frozen_time: time });
  store.delete("task", task.id);
  runTask(work, cause, task);
  later(cause, "advance_clock", id, 0);
}

/** Something on the way could not be done: the clock stays where it is and cannot be advanced any more. */
export function failClock(cause: Cause, task: Task): void {
  const clock = task.kind === "advance_clock" ? cause.emulator.store.get("test_clock", task.ref) : undefined;
  if (clock === undefined) return;
  const failed = { ...clock, status: "internal_failure", status_details: {} };
  emit(
    cause,
    "test_helpers.test_clock.internal_failure",
    cause.emulator.store.put("test_clock", clock.id, failed),
  );
}

function nextDue(store: Store, clock: string, target: number): Task | null {
  let first: Task | null = null;
  for (const task of store.newest("task")) {
    if (task.clock !== clock || task.dueAt > target * 1000) continue;
    if (first === null || isBefore(task, first)) first = task;
  }
  return first;
}

function isBefore(a: Task, b: Task): boolean {
  return a.dueAt === b.dueAt ? rank(a) < rank(b) : a.dueAt < b.dueAt;
}

function rank(task: Task): number {
  const place = ORDER.indexOf(task.kind);
  return place < 0 ? ORDER.length : place;
}
