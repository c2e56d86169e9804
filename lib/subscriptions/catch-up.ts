import { inTransaction } from "@/db/transaction";
import { log } from "@/lib/platform/log";
import { absorbReading, readSubscription } from "./read-subscription";

/**
 * Brings our copy up to what a write at Stripe has just changed. When Stripe does not answer this question any more,
 * the write stands all the same and its event will tell us; false then.
 */
export async function catchUp(subscriptionId: string): Promise<boolean> {
  try {
    const reading = await readSubscription(subscriptionId);
    await inTransaction((tx) => absorbReading(tx, reading));
    return true;
  } catch (error) {
    log.warn({ subscriptionId, err: error }, "a subscription could not be read after it was changed");
    return false;
  }
}
