import { now } from "@/lib/platform/clock";
import { env } from "@/lib/platform/env";
import { newId } from "@/lib/platform/ids";
import { signBody } from "@/lib/stripe/sign-body";
import { toSeconds } from "@/lib/stripe/values";
import { answer } from "./refuse-delivery";
import type { StripeEvent } from "./stripe-event";

/** The type of a delivery that we send ourselves, to see whether deliveries arrive. Stripe has none of this name. */
export const PROBE_TYPE = "topup.probe";

/** What a server says to a probe: whom it takes itself for. Told only to who knows its signing secret. */
export type ProbeAnswer = { address: string; livemode: boolean };

/** A delivery that asks for nothing, signed as Stripe signs. */
export function newProbe(secret: string): { id: string; body: string; signature: string } {
  const id = `evt_probe${newId().replaceAll("-", "")}`;
  const { livemode } = env().stripe;
  const created = toSeconds(now());
  const content = { id, object: "event", created, livemode, type: PROBE_TYPE, data: { object: {} } };
  const body = JSON.stringify(content, null, 2);
  return { id, body, signature: signBody(body, secret) };
}

/** Answers a probe that passed every check of a delivery. Nothing is stored, nothing is done. */
export function answerProbe(event: StripeEvent): Response {
  const { appUrl, stripe } = env();
  const probe: ProbeAnswer = { address: appUrl, livemode: stripe.livemode };
  return answer(200, { received: true, event: event.id, outcome: "probed: nothing was stored", probe });
}
