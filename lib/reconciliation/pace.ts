import { setTimeout as wait } from "node:timers/promises";
import { env } from "@/lib/platform/env";

/**
 * Stripe answers 25 questions a second at one address, for all programs of an account together (documentation, "Rate
 * limits"). A comparison can wait; whoever pays must not.
 */
const QUESTIONS_PER_SECOND_MAX = 15;
const SECOND_MS = 1000;

let nextAt = 0;

/** Returns when the next question may be asked. The emulator on this machine is asked as fast as it answers. */
export async function pace(): Promise<void> {
  if (env().stripe.emulated) return;
  const at = performance.now();
  const mine = Math.max(at, nextAt);
  nextAt = mine + SECOND_MS / QUESTIONS_PER_SECOND_MAX;
  if (mine > at) await wait(mine - at);
}
