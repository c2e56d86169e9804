import { BrokenCircuitError, CircuitState, ConsecutiveBreaker, circuitBreaker, handleWhen } from "cockatiel";
import { log } from "@/lib/platform/log";
import { findDoorFault } from "./door";
import { fromStripeError, type StripeAnswer } from "./trouble";

/** So many calls in a row without an answer mean that Stripe is away, not that one connection broke. */
const FAILURES_TO_OPEN = 5;
/** While it is away, one call in this time tries again and all others are answered at once. */
const PROBE_AFTER_MS = 5_000;

class Unavailable extends Error {
  constructor(
    readonly reason: string,
    readonly replayed: boolean,
  ) {
    super(reason);
  }
}

function newBreaker() {
  return circuitBreaker(
    handleWhen((error) => error instanceof Unavailable && !error.replayed),
    { halfOpenAfter: PROBE_AFTER_MS, breaker: new ConsecutiveBreaker(FAILURES_TO_OPEN) },
  );
}

let breaker = newBreaker();

/** Calls Stripe once; only `unavailable` is thrown, for the breaker to count. */
async function attempt<Value>(call: () => Promise<Value>): Promise<StripeAnswer<Value>> {
  try {
    return { ok: true, value: await call() };
  } catch (error) {
    const trouble = fromStripeError(error);
    if (trouble.kind === "unavailable") throw new Unavailable(trouble.reason, trouble.replayed);
    return { ok: false, trouble };
  }
}

function unavailable<Value>(reason: string): StripeAnswer<Value> {
  return { ok: false, trouble: { kind: "unavailable", reason, replayed: false } };
}

/**
 * Runs one call to Stripe and answers with its value or with the trouble, as a value. When Stripe has not
 * answered several times in a row, further calls are `unavailable` at once instead of keeping payers waiting; so are
 * all of them in a process whose database belongs to another account or mode.
 */
export async function askStripe<Value>(
  name: string,
  call: () => Promise<Value>,
): Promise<StripeAnswer<Value>> {
  const asked = findDoorFault();
  const fault = asked && (await asked.catch(() => "database_unavailable"));
  return fault ? unavailable(fault) : askPastDoor(name, call);
}

/** As `askStripe`, for the one question on which the door itself depends. */
export async function askPastDoor<Value>(
  name: string,
  call: () => Promise<Value>,
): Promise<StripeAnswer<Value>> {
  try {
    return await breaker.execute(() => attempt(call));
  } catch (error) {
    if (error instanceof BrokenCircuitError) return unavailable("circuit_open");
    if (!(error instanceof Unavailable)) throw error;
    log.warn({ call: name, reason: error.reason }, "stripe did not answer");
    return {
      ok: false,
      trouble: { kind: "unavailable", reason: error.reason, replayed: error.replayed },
    };
  }
}

/** Whether Stripe answered when it was last asked. */
export function stripeAnswers(): boolean {
  return breaker.state !== CircuitState.Open;
}

/** Tests only: forget what happened before. */
export function closeBreaker(): void {
  breaker = newBreaker();
}
