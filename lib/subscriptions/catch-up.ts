import type { Tx } from "@/db/client";
import { inTransaction } from "@/db/transaction";
import { log } from "@/lib/platform/log";
import { absorbReading, type Reading, readSubscription } from "./read-subscription";

/**
 * Brings our copy up to what a write at Stripe has just changed. When Stripe does not answer this question any more,
 * the write stands all the same and its event will tell us; false then. `absorb` is for whoever has more to settle with
 * the same reading.
 */
export async function catchUp(
  subscriptionId: string,
  absorb: (tx: Tx, reading: Reading) => Promise<unknown> = absorbReading,
): Promise<boolean> {
  try {
    const reading = await readSubscription(subscriptionId);
    await inTransaction((tx) => absorb(tx, reading));
    return true;
  } catch (error) {
    log.warn({ subscriptionId, err: error }, "a subscription could not be read after it was changed");
    return false;
  }
}
