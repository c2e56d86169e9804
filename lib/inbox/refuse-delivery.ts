import type { BodyRefusal } from "@/lib/platform/read-body";
import type { SignatureFault } from "@/lib/stripe/verify-signature";

const JSON_TYPE = { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" };

/** An answer to Stripe. */
export function answer(status: number, body: object): Response {
  return new Response(JSON.stringify(body), { status, headers: JSON_TYPE });
}

export type DeliveryFault =
  | SignatureFault
  | BodyRefusal
  | "method_not_allowed"
  | "webhook_secret_missing"
  | "body_not_json"
  | "not_an_event"
  | "wrong_mode"
  | "foreign_database"
  | "database_unavailable"
  | "event_failed";

const WHERE_THE_SECRET_IS =
  "STRIPE_WEBHOOK_SECRET must be the whsec_… of this very endpoint: from the endpoint's page in the Stripe dashboard, or as printed by `stripe listen`, which `npm run stripe:listen` hands to a dev server by itself. Several may be given, separated by commas, while one is being rotated.";

/** What whoever reads Stripe's delivery log needs to know. Never a secret, never a part of one. */
const HELP: Record<DeliveryFault, { status: number; help: string }> = {
  method_not_allowed: { status: 405, help: "Stripe delivers events by POST." },
  webhook_secret_missing: {
    status: 503,
    help: `No webhook secret is configured, so no delivery can be trusted. ${WHERE_THE_SECRET_IS}`,
  },
  body_too_large: { status: 413, help: "The body is larger than 1 MB." },
  body_too_slow: { status: 408, help: "The body was not here after ten seconds." },
  signature_missing: {
    status: 400,
    help: "There is no Stripe-Signature header: this did not come from Stripe, or a proxy removed it.",
  },
  signature_malformed: {
    status: 400,
    help: "The Stripe-Signature header is not of the form t=<seconds>,v1=<hex>.",
  },
  signature_mismatch: {
    status: 400,
    help: `No v1 signature matches any configured secret over the raw body. Either a proxy changed the body, or the secret is another endpoint's. ${WHERE_THE_SECRET_IS}`,
  },
  signature_too_old: {
    status: 400,
    help: "The signature is right but older than 5 minutes: a repeated capture, or this server's clock is ahead.",
  },
  signature_from_the_future: {
    status: 400,
    help: "The signature is right but dated more than 5 minutes ahead: this server's clock is behind.",
  },
  body_not_json: { status: 400, help: "The signature is right, but the body is not JSON." },
  not_an_event: {
    status: 400,
    help: "The signature is right, but this is not a snapshot event. Thin events are not taken here.",
  },
  wrong_mode: {
    status: 400,
    help: "The event is of the other mode (test or live) than this server's secret key.",
  },
  foreign_database: {
    status: 503,
    help: "This server's database belongs to another Stripe account or mode, so nothing is stored in it. GET /api/health names the fault.",
  },
  database_unavailable: { status: 503, help: "The event could not be stored. Stripe will send it again." },
  event_failed: { status: 500, help: "The event is stored and will be tried again." },
};

/** Refuses a delivery, with what to do about it. */
export function refuseDelivery(fault: DeliveryFault, more: object = {}): Response {
  const { status, help } = HELP[fault];
  return answer(status, { received: false, error: fault, help, ...more });
}
