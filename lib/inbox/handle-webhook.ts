import { nowMs } from "@/lib/platform/clock";
import { env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import { readBody } from "@/lib/platform/read-body";
import { findDoorFault } from "@/lib/stripe/door";
import { findSignatureFault } from "@/lib/stripe/verify-signature";
import { webhookSecrets } from "@/lib/stripe/webhook-secrets";
import { answerProbe, PROBE_TYPE } from "./probe";
import { answer, type DeliveryFault, refuseDelivery } from "./refuse-delivery";
import { runEvent } from "./run-event";
import { type StripeEvent, toStripeEvent } from "./stripe-event";

/** Stripe's largest events are far smaller; more than this is not Stripe and is not read to its end. */
const BODY_BYTES_MAX = 1024 * 1024;
/** Stripe sends an event in one go; whoever takes longer is not Stripe, or is on a line that is worth nothing. */
const BODY_MS_MAX = 10_000;

/**
 * Takes a delivery from Stripe. Nothing is stored before the signature has been checked over the raw bytes. Then
 * one transaction records the event and does what it asks for; only when that is committed is the answer 200.
 * Everything else makes Stripe send it again, except what can never become right (parked), which is answered 200
 * so that Stripe does not switch the endpoint off.
 */
export async function handleWebhook(request: Request, bodyMsMax = BODY_MS_MAX): Promise<Response> {
  if (request.method !== "POST") return refuseDelivery("method_not_allowed");
  const { livemode } = env().stripe;
  const secrets = webhookSecrets();
  if (secrets.length === 0) return refuse("webhook_secret_missing");
  const body = await readBody(request, { bytesMax: BODY_BYTES_MAX, msMax: bodyMsMax });
  if (!body.ok) return refuse(body.refusal);
  const signature = request.headers.get("stripe-signature");
  const fault = findSignatureFault(body.text, signature, secrets, nowMs());
  if (fault) return refuse(fault);
  const content = parseJson(body.text);
  if (content === undefined) return refuse("body_not_json");
  const event = toStripeEvent(content);
  if (!event) return refuse("not_an_event");
  if (event.livemode !== livemode) return refuse("wrong_mode", { event: event.id });
  return deliver(event, body.text);
}

/** Stripe's delivery log is seldom read; ours is watched. Nothing of the body is in it, for nobody vouches for it. */
function refuse(fault: DeliveryFault, more: { event?: string } = {}): Response {
  log.warn({ fault, secrets: webhookSecrets().length, ...more }, "webhook delivery refused");
  return refuseDelivery(fault, more);
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

async function deliver(event: StripeEvent, body: string): Promise<Response> {
  try {
    const asked = findDoorFault();
    if (asked && (await asked)) return refuseDelivery("foreign_database", { event: event.id });
    // Nothing is stored of it, and it is refused for whatever a delivery would be refused for.
    if (event.type === PROBE_TYPE) return answerProbe(event);
    const { state, sentence } = await runEvent(event, body);
    if (state === "failed") return refuseDelivery("event_failed", { event: event.id });
    return answer(200, { received: true, event: event.id, outcome: `${state}: ${sentence}` });
  } catch (error) {
    log.error({ event: event.id, type: event.type, err: error }, "webhook event could not be recorded");
    return refuseDelivery("database_unavailable", { event: event.id });
  }
}
