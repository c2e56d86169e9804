import { createHash } from "node:crypto";
import type Stripe from "stripe";
import { askStripe } from "./ask-stripe";
import { STRIPE_API_VERSION, stripe } from "./client";
import { isMissing } from "./customers";
import type { StripeAnswer } from "./trouble";
import { toDate } from "./values";

/** So many an account may have. Source: docs.stripe.com/webhooks. */
export const WEBHOOK_ENDPOINTS_MAX = 16;
/** Says on an endpoint for which environment of ours it was made. */
const ENVIRONMENT_MARK = "topup_environment";
/** Says which endpoint this one came in place of. */
const REPLACES_MARK = "topup_replaces";
/** By what a signing secret is known again, for Stripe never tells it a second time. */
const SECRET_MARK = "topup_secret";
const FINGERPRINT_CHARACTERS = 16;

/** A webhook endpoint in plain values. `environment` is null for one that does not bear our mark. */
export type WebhookEndpointFacts = {
  id: string;
  url: string;
  enabledEvents: string[];
  /** Null: events come in whatever version the account has. It cannot be changed later. */
  apiVersion: string | null;
  enabled: boolean;
  environment: string | null;
  replaces: string | null;
  /** Of its signing secret; null when we did not make it. */
  secretFingerprint: string | null;
  createdAt: Date;
};

/** What can be said of an endpoint, and changed later. */
export type EndpointSettings = { url: string; enabledEvents: readonly string[]; environment: string };

/** An endpoint with the secret that signs its deliveries. */
export type CreatedEndpoint = { endpoint: WebhookEndpointFacts; secret: string };

function fromStripeEndpoint(endpoint: Stripe.WebhookEndpoint): WebhookEndpointFacts {
  const { id, url, enabled_events, api_version, status, metadata, created } = endpoint;
  return {
    id,
    url,
    enabledEvents: enabled_events,
    apiVersion: api_version,
    enabled: status === "enabled",
    environment: metadata[ENVIRONMENT_MARK] ?? null,
    replaces: metadata[REPLACES_MARK] ?? null,
    secretFingerprint: metadata[SECRET_MARK] ?? null,
    createdAt: toDate(created),
  };
}

/**
 * By what a signing secret is known again without being known: a part of its SHA-256. Secrets are long and random, so
 * nobody finds one by its fingerprint.
 */
export function fingerprintOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex").slice(0, FINGERPRINT_CHARACTERS);
}

/** The names come from our handlers, which are typed by Stripe's own; the list of them is text. */
function toEvents(types: readonly string[]): Stripe.WebhookEndpointCreateParams.EnabledEvent[] {
  return [...types] as Stripe.WebhookEndpointCreateParams.EnabledEvent[];
}

/** All webhook endpoints of the account in the mode of our key, ours and others. */
export function listWebhookEndpoints(): Promise<StripeAnswer<WebhookEndpointFacts[]>> {
  return askStripe("webhook_endpoints.list", async () => {
    const found: WebhookEndpointFacts[] = [];
    for await (const endpoint of stripe().webhookEndpoints.list({ limit: 100 }))
      found.push(fromStripeEndpoint(endpoint));
    return found;
  });
}

/**
 * Makes an endpoint whose events come in the version that our handlers are written for. This answer is the only place
 * where Stripe ever tells its signing secret (again for a day, to the same request with the same key).
 */
export function createWebhookEndpoint(
  settings: EndpointSettings,
  replaces: string | null,
  key: string,
): Promise<StripeAnswer<CreatedEndpoint>> {
  return askStripe("webhook_endpoints.create", async () => {
    const made = await stripe().webhookEndpoints.create(
      {
        url: settings.url,
        enabled_events: toEvents(settings.enabledEvents),
        api_version: STRIPE_API_VERSION,
        description: `Topup, ${settings.environment}`,
        metadata: {
          [ENVIRONMENT_MARK]: settings.environment,
          ...(replaces ? { [REPLACES_MARK]: replaces } : {}),
        },
      },
      { idempotencyKey: key },
    );
    if (!made.secret) throw new Error(`Stripe made ${made.id} and told no secret`);
    return { endpoint: fromStripeEndpoint(made), secret: made.secret };
  });
}

/** Gives an endpoint our address, events and mark, and switches it on. Its version and its secret stay. */
export function repairWebhookEndpoint(
  id: string,
  settings: EndpointSettings,
  key: string,
): Promise<StripeAnswer<WebhookEndpointFacts>> {
  return askStripe("webhook_endpoints.update", async () => {
    const changed = await stripe().webhookEndpoints.update(
      id,
      {
        url: settings.url,
        enabled_events: toEvents(settings.enabledEvents),
        disabled: false,
        metadata: { [ENVIRONMENT_MARK]: settings.environment },
      },
      { idempotencyKey: key },
    );
    return fromStripeEndpoint(changed);
  });
}

/** Writes on an endpoint by what its secret is known again. */
export function markSecret(id: string, secret: string, key: string): Promise<StripeAnswer<string>> {
  return askStripe("webhook_endpoints.update", async () => {
    const metadata = { [SECRET_MARK]: fingerprintOf(secret) };
    return (await stripe().webhookEndpoints.update(id, { metadata }, { idempotencyKey: key })).id;
  });
}

/** Stops deliveries to an endpoint; it can be switched on again. */
export function disableWebhookEndpoint(id: string, key: string): Promise<StripeAnswer<WebhookEndpointFacts>> {
  return askStripe("webhook_endpoints.update", async () =>
    fromStripeEndpoint(
      await stripe().webhookEndpoints.update(id, { disabled: true }, { idempotencyKey: key }),
    ),
  );
}

/** Removes an endpoint for good, with its secret. One that is gone already is as good. */
export async function deleteWebhookEndpoint(id: string): Promise<StripeAnswer<string>> {
  const answer = await askStripe(
    "webhook_endpoints.del",
    async () => (await stripe().webhookEndpoints.del(id)).id,
  );
  return answer.ok || !isMissing(answer.trouble) ? answer : { ok: true, value: id };
}
