import type Stripe from "stripe";
import { askStripe } from "./ask-stripe";
import { stripe } from "./client";
import type { StripeAnswer } from "./trouble";
import { idOf, toDate } from "./values";

/** An early fraud warning in plain values. `actionable` until the charge is refunded in full or disputed. */
export type WarningFacts = {
  id: string;
  paymentIntentId: string | null;
  chargeId: string | null;
  livemode: boolean;
  fraudType: string;
  actionable: boolean;
  createdAt: Date;
};

export function fromStripeWarning(warning: Stripe.Radar.EarlyFraudWarning): WarningFacts {
  return {
    id: warning.id,
    paymentIntentId: idOf(warning.payment_intent),
    chargeId: idOf(warning.charge),
    livemode: warning.livemode,
    fraudType: warning.fraud_type,
    actionable: warning.actionable,
    createdAt: toDate(warning.created),
  };
}

/** A warning as Stripe has it now. */
export function retrieveWarning(id: string): Promise<StripeAnswer<WarningFacts>> {
  return askStripe("early_fraud_warnings.retrieve", async () =>
    fromStripeWarning(await stripe().radar.earlyFraudWarnings.retrieve(id)),
  );
}
