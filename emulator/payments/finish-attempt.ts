import type Stripe from "stripe";
import { atTimeOf } from "../clock/clock-time";
import type { Cause } from "../http/endpoint";
import { finishSetup } from "../setup/confirm";
import { findOpenAttempt } from "./attempts";
import { finishPayment } from "./authenticate";
import { idOf } from "./intent-changes";

/** Carries out what the payer did at their bank or wallet; null when nobody waits any more. */
export function finishAttempt(
  cause: Cause,
  ref: string,
  outcome: "complete" | "fail",
): Stripe.PaymentIntent | Stripe.SetupIntent | null {
  const open = findOpenAttempt(cause, ref);
  const { store } = cause.emulator;
  const method = open === null ? undefined : store.get("payment_method", open.attempt.paymentMethod);
  if (open === null || method === undefined) return null;
  const { attempt, intent } = open;
  store.put("attempt", attempt.id, { ...attempt, state: outcome === "complete" ? "succeeded" : "failed" });
  return atTimeOf(cause, idOf(intent.customer), () =>
    intent.object === "payment_intent"
      ? finishPayment(cause, { attempt, intent, method, outcome })
      : finishSetup(cause, { intent, method, outcome }),
  );
}
