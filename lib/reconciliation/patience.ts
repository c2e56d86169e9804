import { setTimeout as wait } from "node:timers/promises";
import { nowMs } from "@/lib/platform/clock";
import type { StripeAnswer } from "@/lib/stripe/trouble";
import { StripeNotRead } from "@/lib/subscriptions/read-subscription";

const FIRST_WAIT_MS = 1_000;
/** With doubling waits about a minute: longer than a limit of requests a second, or a server that is replaced. */
const TRIES_MAX = 7;

/** Stripe gave no answer, for so long that the run stops here; the next one goes on from the same page. */
export class StripeAway extends Error {}

/** It gave none and whoever waits for the run waits no longer. Nothing is said of what the run was at. */
export class TimeIsUp extends StripeAway {}

let patience = { tries: TRIES_MAX, firstWaitMs: FIRST_WAIT_MS };

/** Tests only: another patience; what is not named is as ever. */
export function usePatience(changed: Partial<typeof patience>): void {
  patience = { tries: TRIES_MAX, firstWaitMs: FIRST_WAIT_MS, ...changed };
}

/** Does what asks Stripe, again and again while Stripe is away or says that it is asked too often; up to `deadline`. */
export async function patiently<Value>(work: () => Promise<Value>, deadline: number): Promise<Value> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const isAway = error instanceof StripeAway || error instanceof StripeNotRead;
      if (!isAway || attempt >= patience.tries) throw error;
      const waitMs = patience.firstWaitMs * 2 ** (attempt - 1);
      if (nowMs() + waitMs >= deadline) throw new TimeIsUp(error.message);
      await wait(waitMs, undefined, { ref: true });
    }
  }
}

/** The value of an answer; a question that Stripe refuses is a fault of ours. */
export async function answered<Value>(
  name: string,
  ask: () => Promise<StripeAnswer<Value>>,
  deadline: number,
): Promise<Value> {
  return patiently(async () => {
    const answer = await ask();
    if (answer.ok) return answer.value;
    const { trouble } = answer;
    if (trouble.kind === "unavailable") throw new StripeAway(`${name}: ${trouble.reason}`);
    throw new Error(`stripe_refused: ${name}, ${trouble.code ?? "no code"}`);
  }, deadline);
}
