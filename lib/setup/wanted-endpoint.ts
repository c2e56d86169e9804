import { ENABLED_EVENTS } from "@/lib/inbox/handlers/registry";
import { STRIPE_API_VERSION } from "@/lib/stripe/client";
import type { EndpointSettings, WebhookEndpointFacts } from "@/lib/stripe/webhook-endpoints";

/** Where Stripe's events arrive, below the public address. */
export const WEBHOOK_PATH = "/stripe/subscription-webhook";
/** A protected deployment of Vercel lets a request in whose address carries its secret under this name. */
const BYPASS = "x-vercel-protection-bypass";

/** The one endpoint that an environment must have. `environment` is the host: two environments never share it. */
export type WantedEndpoint = EndpointSettings & { apiVersion: string };

/**
 * The endpoint that must stand at Stripe for the app at this public address: its path, exactly the events that have a
 * handler, and the version that the handlers are written for. `bypass` is for a deployment that answers 401 to
 * strangers, such as a preview: the secret that lets Stripe in goes into the address.
 */
export function wantedEndpoint(address: string, bypass: string | null = null): WantedEndpoint {
  const url = new URL(WEBHOOK_PATH, address);
  const { host } = url;
  if (bypass) url.searchParams.set(BYPASS, bypass);
  return { url: url.href, enabledEvents: ENABLED_EVENTS, environment: host, apiVersion: STRIPE_API_VERSION };
}

/** One thing in which an endpoint is not as it must be. Addresses in it are without secrets. */
export type EndpointDifference =
  | { difference: "url"; there: string; wanted: string }
  | { difference: "bypass" }
  | { difference: "events_missing"; types: string[] }
  | { difference: "events_extra"; types: string[] }
  | { difference: "api_version"; there: string | null; wanted: string }
  | { difference: "disabled" }
  | { difference: "mark"; there: string | null; wanted: string };

/** In what an endpoint at Stripe differs from the wanted one; empty when it is right. Pure. */
export function compareEndpoint(there: WebhookEndpointFacts, wanted: WantedEndpoint): EndpointDifference[] {
  return [
    ...compareAddress(there.url, wanted.url),
    ...compareEvents(there.enabledEvents, wanted.enabledEvents),
    ...(there.apiVersion === wanted.apiVersion
      ? []
      : [{ difference: "api_version", there: there.apiVersion, wanted: wanted.apiVersion } as const]),
    ...(there.enabled ? [] : [{ difference: "disabled" } as const]),
    ...(there.environment === wanted.environment
      ? []
      : [{ difference: "mark", there: there.environment, wanted: wanted.environment } as const]),
  ];
}

/** A bypass that we were not told of is left where it is: who set it up knew why. */
function compareAddress(there: string, wanted: string): EndpointDifference[] {
  if (withoutBypass(there) !== withoutBypass(wanted))
    return [{ difference: "url", there: withoutBypass(there), wanted: withoutBypass(wanted) }];
  const secret = bypassOf(wanted);
  return secret !== null && secret !== bypassOf(there) ? [{ difference: "bypass" }] : [];
}

function compareEvents(there: readonly string[], wanted: readonly string[]): EndpointDifference[] {
  const missing = there.includes("*") ? [] : wanted.filter((type) => !there.includes(type));
  const extra = there.filter((type) => !wanted.includes(type));
  return [
    ...(missing.length > 0 ? [{ difference: "events_missing", types: missing } as const] : []),
    ...(extra.length > 0 ? [{ difference: "events_extra", types: extra } as const] : []),
  ];
}

function bypassOf(address: string): string | null {
  return URL.canParse(address) ? new URL(address).searchParams.get(BYPASS) : null;
}

/**
 * An endpoint's address as it may be shown and logged: without the secret that lets Stripe in. A password that somebody
 * wrote into it for a guard of theirs is hidden, and still makes it another address than ours.
 */
export function withoutBypass(address: string): string {
  if (!URL.canParse(address)) return address;
  const url = new URL(address);
  url.searchParams.delete(BYPASS);
  if (url.username || url.password) url.username = "hidden";
  url.password = "";
  return url.href;
}
