import { atTime } from "../context";
import type { Cause } from "../http/endpoint";

/** The time of a test clock; null where there is none, for the real time. */
export function clockTime(cause: Cause, clock: string | null): number | null {
  return clock === null ? null : (cause.emulator.store.get("test_clock", clock)?.frozen_time ?? null);
}

/** The clock a customer lives by. */
export function clockOf(cause: Cause, customer: string | null): string | null {
  const found = customer === null ? undefined : cause.emulator.store.get("customer", customer);
  return typeof found?.test_clock === "string" ? found.test_clock : null;
}

/** Does `work` at the time of this customer: that of their test clock, or the real one. */
export function atTimeOf<T>(cause: Cause, customer: string | null, work: () => T): T {
  return atTime(clockTime(cause, clockOf(cause, customer)), work);
}
