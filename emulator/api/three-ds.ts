import { type Call, type Endpoint, endpoint } from "../http/endpoint";
import { noSuch } from "../http/errors";
import { oneOf, text } from "../http/params";
import { findOpenAttempt } from "../payments/attempts";
import { finishAttempt } from "../payments/finish-attempt";
import type { Attempt } from "../store/records";

function attemptOf(call: Call, source: string): Attempt {
  const attempt = call.emulator.store.get("attempt", source);
  if (attempt === undefined || !source.startsWith("payatt_"))
    throw noSuch("source", source, "source", "body");
  return attempt;
}

/**
 * How Stripe.js ends 3D Secure. Without `outcome` the bank is asked whether it needs the payer at all: it answers
 * `challenge_required`, or passes a frictionless card at once.
 */
function authenticate(call: Call, source: string, outcome: "complete" | "fail" | undefined): object {
  const attempt = attemptOf(call, source);
  const open = findOpenAttempt(call, source);
  if (open === null) return answer(attempt.id, attempt.state);
  if (outcome === undefined && !isFrictionless(call, attempt))
    return answer(attempt.id, "challenge_required");
  finishAttempt(call, source, outcome ?? "complete");
  return answer(attempt.id, outcome === "fail" ? "failed" : "succeeded");
}

function answer(source: string, state: string): object {
  return { id: source, object: "three_d_secure_2", livemode: false, source, state };
}

function isFrictionless(call: Call, attempt: Attempt): boolean {
  return call.emulator.store.get("card_secret", attempt.paymentMethod)?.card === "4000000032200000";
}

export const threeDsEndpoints: Endpoint[] = [
  endpoint("POST", "/v1/3ds2/authenticate", {
    browser: true,
    params: {
      source: text,
      outcome: oneOf("complete", "fail"),
      browser: text,
      app: text,
      one_click_authn_device_support: text,
    },
    run: (call, params) => authenticate(call, params.source ?? "", params.outcome),
  }),
];
