import { setTimeout as wait } from "node:timers/promises";
import { env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import { setUpCatalog } from "@/lib/setup/set-up-catalog";

const POLL_MS = 100;
const POLL_MS_MAX = 2_000;
/** The emulator may start beside this server; one that is not there after this time will not come. */
const PATIENCE_MS = 60_000;

/**
 * Puts the plans of the code on sale at the emulator, so that a developer's first plan can be bought with nothing
 * set up by hand. Never at Stripe itself: what is on sale there changes when somebody runs `npm run stripe:setup`.
 * Answers whether they stand there now; a failure is said in the log and stops nothing else.
 */
export async function setUpEmulator({ patienceMs = PATIENCE_MS } = {}): Promise<boolean> {
  const { emulated, apiBase } = env().stripe;
  if (!emulated || !apiBase) return false;
  try {
    await untilItAnswers(apiBase, patienceMs);
    const { trouble, conflicts } = await setUpCatalog();
    if (!trouble && conflicts.length === 0) return true;
    log.error({ trouble, conflicts }, "the plans could not be set up at the emulator; they cannot be bought");
  } catch (error) {
    log.error({ err: error }, "the plans could not be set up at the emulator; they cannot be bought");
  }
  return false;
}

/** Asked without the SDK: calls to a server that is still starting would count as Stripe being away. */
async function untilItAnswers(address: string, patienceMs: number): Promise<void> {
  const deadline = performance.now() + patienceMs;
  for (let pause = POLL_MS; ; pause = Math.min(2 * pause, POLL_MS_MAX)) {
    if (await fetch(address, { method: "HEAD" }).catch(() => null)) return;
    if (performance.now() > deadline) throw new Error(`nothing answers at ${address}`);
    await wait(pause, undefined, { ref: false });
  }
}
