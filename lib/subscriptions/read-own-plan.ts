import { inTransaction } from "@/db/transaction";
import { type Result, refuse } from "@/lib/platform/result";
import type { SubscriptionFacts, SubscriptionItemFacts } from "@/lib/stripe/subscription-facts";
import { findSubscription } from "./find-subscription";
import { isLive } from "./live-statuses";
import { type PlanTerms, toPlanTerms } from "./plan-terms";
import { absorbReading, readSubscription, StripeNotRead } from "./read-subscription";

/** A wallet's live plan as Stripe has it at this moment: the item that is the plan, and what its price promises. */
export type OwnPlan = {
  walletId: string;
  facts: SubscriptionFacts;
  item: SubscriptionItemFacts;
  terms: PlanTerms;
};

/**
 * Reads the live plan of a wallet at Stripe and brings our copy up to it. Whoever changes a plan begins and ends with
 * this. Refused: `no_plan`, also when the plan ended or became no plan of ours meanwhile; `stripe_unavailable`.
 */
export async function readOwnPlan(
  walletId: string,
): Promise<Result<OwnPlan, "no_plan" | "stripe_unavailable">> {
  const known = await findSubscription(walletId);
  if (!known || !isLive(known.status)) return refuse("no_plan");
  try {
    const reading = await readSubscription(known.id);
    await inTransaction((tx) => absorbReading(tx, reading));
    return toOwnPlan(walletId, reading.subscription);
  } catch (error) {
    if (error instanceof StripeNotRead) return refuse("stripe_unavailable");
    throw error;
  }
}

function toOwnPlan(walletId: string, facts: SubscriptionFacts | null): Result<OwnPlan, "no_plan"> {
  if (!facts || !isLive(facts.status)) return refuse("no_plan");
  for (const item of facts.items) {
    const terms = toPlanTerms(item.price);
    if (terms && item.quantity > 0) return { ok: true, walletId, facts, item, terms };
  }
  return refuse("no_plan");
}
