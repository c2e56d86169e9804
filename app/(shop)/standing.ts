import { unstable_rethrow } from "next/navigation";
import { getPerson } from "@/app/_session";
import { offersTrial } from "@/lib/checkout/offers-trial";
import { log } from "@/lib/platform/log";
import { findSubscription } from "@/lib/subscriptions/find-subscription";
import { isLive } from "@/lib/subscriptions/live-statuses";
import type { SubscriptionView } from "@/lib/subscriptions/views";

/** How the reader stands to the plans: the one they have, which is changed and not bought again, and the trial. */
export type Standing = { inUse: SubscriptionView | null; trial: boolean };

/** Also what is assumed when we cannot ask: the prices are shown all the same, and an order knows better. */
const STRANGER: Standing = { inUse: null, trial: true };

export async function readStanding(): Promise<Standing> {
  try {
    const person = await getPerson();
    return person ? await standingOf(person.walletId) : STRANGER;
  } catch (error) {
    unstable_rethrow(error);
    log.warn({ error }, "prices_without_standing");
    return STRANGER;
  }
}

export async function standingOf(walletId: string): Promise<Standing> {
  const [found, trial] = await Promise.all([findSubscription(walletId), offersTrial(walletId)]);
  // One whose first payment is not finished is still an order, which goes on where it was.
  const inUse = found && isLive(found.status) && found.status !== "incomplete" ? found : null;
  return { inUse, trial: trial && inUse === null };
}
