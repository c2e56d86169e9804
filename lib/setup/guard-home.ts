import { setTimeout as wait } from "node:timers/promises";
import { env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import { type DoorVerdict, guardDoor } from "@/lib/stripe/door";
import { checkHome, describeHomeFault, findKnownFault, type HomeFault } from "./check-home";

/** So long after Stripe did not tell whose a key is, it is asked again, beside the work. */
const ASK_AGAIN_MS = 60_000;
/** A database that answers later than this is no reason to keep a server from starting: the door asks again. */
const START_PATIENCE_MS = 5_000;

/**
 * From now on nothing passes between this server and Stripe before it is known that its database belongs to these keys.
 * It is found out by the first call or delivery, once; afterwards the answer lies in memory.
 */
export function guardHome(): void {
  guardDoor(async (): Promise<DoorVerdict> => {
    const check = await checkHome();
    if (check.ok) return { open: true, forMs: check.settled ? Number.POSITIVE_INFINITY : ASK_AGAIN_MS };
    log.fatal({ ...check.fault }, "nothing passes to or from Stripe: the database belongs to somebody else");
    return { open: false, fault: check.fault.fault };
  });
}

/**
 * At the start of a server: ends it, with the reason and the cure, when its database belongs to another Stripe. One row
 * is read; Stripe is asked only when the key is a new one. A database that is away or not migrated yet says nothing
 * against the keys, and neither does a Stripe that does not answer: the door asks again.
 */
export async function refuseForeignDatabase(): Promise<void> {
  const fault = await Promise.race([
    findStartFault().catch(() => null),
    wait(START_PATIENCE_MS, null, { ref: false }),
  ]);
  if (!fault) return;
  process.stderr.write(`Topup cannot start: ${describeHomeFault(fault)}\n`);
  process.exit(1);
}

/** The emulator may still be starting, and its account is always the same: only the row is read. */
async function findStartFault(): Promise<HomeFault | null> {
  const known = await findKnownFault();
  if (env().stripe.emulated && !known) return null;
  const check = await checkHome();
  return check.ok ? null : check.fault;
}
