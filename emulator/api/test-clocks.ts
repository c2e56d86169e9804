import type Stripe from "stripe";
import { addInterval } from "../billing/periods";
import { removeCustomer } from "../billing/remove-customer";
import { createClock, startAdvance } from "../clock/test-clocks";
import { atTime } from "../context";
import { emit } from "../events/emit";
import { type Call, type Endpoint, endpoint } from "../http/endpoint";
import { missing, noSuch, refused } from "../http/errors";
import { listPage, pageParams } from "../http/list";
import { integer, text } from "../http/params";

type TestClock = Stripe.TestHelpers.TestClock;
const PATH = "/v1/test_helpers/test_clocks";

function find(call: Call): TestClock {
  const found = call.emulator.store.get("test_clock", call.id);
  if (found === undefined) throw noSuch("test_helpers.test_clock", call.id, "test_clock", "path");
  return found;
}

function advance(call: Call, target: number | undefined): TestClock {
  const clock = find(call);
  if (target === undefined) throw missing("frozen_time");
  if (clock.status !== "ready") {
    throw refused(`The test clock is ${clock.status}: it can be advanced again when it is ready.`);
  }
  if (target <= clock.frozen_time) {
    throw refused("The new time must be later than the clock's current time.", { param: "frozen_time" });
  }
  if (target > limitOf(call, clock)) {
    throw refused(
      "Test clocks can only be advanced by two intervals of their shortest subscription at once (two years without one).",
      { param: "frozen_time" },
    );
  }
  return startAdvance(call, clock, target);
}

/** Two intervals of the shortest subscription; two years when there is none. */
function limitOf(call: Call, clock: TestClock): number {
  let limit = addInterval(clock.frozen_time, "year", 2);
  for (const one of call.emulator.store.newest("subscription")) {
    if (one.test_clock !== clock.id || one.ended_at !== null) continue;
    for (const { price } of one.items.data) {
      const { interval = "year", interval_count: count = 1 } = price.recurring ?? {};
      limit = Math.min(limit, addInterval(clock.frozen_time, interval, 2 * count));
    }
  }
  return limit;
}

/** Deletes a clock with its customers, and whatever was planned for them. */
function remove(call: Call): Stripe.TestHelpers.TestClock | object {
  const { store } = call.emulator;
  const clock = find(call);
  atTime(clock.frozen_time, () => {
    for (const customer of [...store.newest("customer")]) {
      if (customer.test_clock === clock.id) removeCustomer(call, customer);
    }
  });
  for (const task of [...store.newest("task")]) if (task.clock === clock.id) store.delete("task", task.id);
  store.delete("test_clock", clock.id);
  emit(call, "test_helpers.test_clock.deleted", clock);
  return { id: clock.id, object: "test_helpers.test_clock", deleted: true };
}

export const testClockEndpoints: Endpoint[] = [
  endpoint("POST", PATH, {
    params: { frozen_time: integer, name: text },
    run(call, params) {
      if (params.frozen_time === undefined) throw missing("frozen_time");
      return createClock(call, params.frozen_time, params.name ?? null);
    },
  }),
  endpoint("GET", PATH, {
    params: pageParams,
    run: (call, params) => listPage(call.emulator.store, "test_clock", PATH, params),
  }),
  endpoint("GET", `${PATH}/:id`, { run: find }),
  endpoint("DELETE", `${PATH}/:id`, { run: remove }),
  endpoint("POST", `${PATH}/:id/advance`, {
    params: { frozen_time: integer },
    run: (call, params) => advance(call, params.frozen_time),
  }),
];
