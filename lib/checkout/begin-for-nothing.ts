import { inTransaction } from "@/db/transaction";
import type { SetupIntentFacts } from "@/lib/stripe/setup-intents";
import { beginSubscription } from "./begin-subscription";
import { refused } from "./conclude-attempt";
import { concludeBeginTrouble } from "./conclude-begin-trouble";
import { settlePlan } from "./conclude-plan-attempt";
import type { PlanOrder } from "./order-row";
import { pinWhatIsDue } from "./pay-first-invoice";
import { pinTerms } from "./pin-terms";
import { takeTrial } from "./trial-marks";
import type { PayOrderAnswer } from "./views";

/**
 * Begins a subscription with nothing due now, on the card that was set up for it. The trial is taken first, by address
 * and card; who had one is shown the full price instead. One that has begun is this order's own. The caller holds the
 * order.
 */
export async function beginForNothing(
  order: PlanOrder,
  { paymentMethodId, card }: SetupIntentFacts,
): Promise<PayOrderAnswer> {
  if (!paymentMethodId) throw new Error(`card_missing: order ${order.id} has set up none`);
  if (
    order.trialDays > 0 &&
    !order.stripeSubscriptionId &&
    !(await inTransaction((tx) => takeTrial(tx, order, card?.fingerprint ?? null)))
  ) {
    await pinTerms(order, { trialDays: 0 });
    return refused("trial_already_used");
  }
  const begun = await beginSubscription(order, paymentMethodId);
  if (!begun.ok) return concludeBeginTrouble(order, begun.trouble);
  if (begun.value.dueMinor > 0) return pinWhatIsDue(order, begun.value);
  return settlePlan(order, begun.value.id);
}
