import type { Env } from "@/lib/platform/env";
import { isLoopback } from "@/lib/platform/public-address";
import { type SortedEndpoints, sortEndpoints } from "@/lib/setup/sort-endpoints";
import {
  compareEndpoint,
  type EndpointDifference,
  type WantedEndpoint,
  wantedEndpoint,
  withoutBypass,
} from "@/lib/setup/wanted-endpoint";
import type { StripeTrouble } from "@/lib/stripe/trouble";
import {
  fingerprintOf,
  listWebhookEndpoints,
  type WebhookEndpointFacts,
} from "@/lib/stripe/webhook-endpoints";
import { type Finding, found } from "./finding";

const TYPES_NAMED_MAX = 5;

/** What was found, and where deliveries go: the address that Stripe has, with the secret that lets it in. */
export type EndpointLook = { findings: Finding[]; deliveredTo: string | null };

/**
 * The webhook endpoints at Stripe against the one that this app needs. `bypass` is the secret with which Stripe passes
 * the protection of a deployment that is not public.
 */
export async function checkEndpoint(
  { appUrl, stripe }: Pick<Env, "appUrl" | "stripe">,
  bypass: string | null,
): Promise<EndpointLook> {
  if (!URL.canParse(appUrl) || !/^https?:/.test(appUrl))
    return { findings: [found("endpoint_not_compared")], deliveredTo: null };
  const wanted = wantedEndpoint(appUrl, bypass);
  if (isLoopback(new URL(appUrl)))
    return { findings: [found("endpoint_not_needed")], deliveredTo: wanted.url };
  const there = await listWebhookEndpoints();
  if (!there.ok) return { findings: [notListed(there.trouble)], deliveredTo: wanted.url };
  const sorted = sortEndpoints(there.value, wanted);
  const { current } = sorted;
  const isOurs = current !== null && withoutBypass(current.url) === withoutBypass(wanted.url);
  return {
    findings: judge(sorted, there.value, wanted, stripe.webhookSecrets),
    deliveredTo: isOurs ? current.url : wanted.url,
  };
}

function notListed(trouble: StripeTrouble): Finding {
  const reason = trouble.kind === "refused" ? trouble.message : trouble.kind;
  return found("endpoints_not_listed", { reason });
}

function judge(
  { current, former, duplicates }: SortedEndpoints,
  there: readonly WebhookEndpointFacts[],
  wanted: WantedEndpoint,
  secrets: readonly string[],
): Finding[] {
  if (!current) return missing(there, wanted);
  const { id, secretFingerprint } = current;
  const known = new Set(secrets.map(fingerprintOf));
  const wrong = [
    ...compareEndpoint(current, wanted).map((one) => toFinding(one, id)),
    ...(secretFingerprint !== null && secrets.length > 0 && !known.has(secretFingerprint)
      ? [found("endpoint_secret_differs", { id })]
      : []),
    ...duplicates.map((one) => found("endpoint_twice", { id: one.id, url: withoutBypass(one.url) })),
    ...former.map((one) => found("endpoint_former_left", { id: one.id, current: id })),
  ];
  return wrong.length > 0 ? wrong : [found("endpoint_in_order", { id, url: withoutBypass(current.url) })];
}

/** One that leads to our host, but not to our door, is nearly always the one that was meant. */
function missing(there: readonly WebhookEndpointFacts[], { url }: WantedEndpoint): Finding[] {
  const near = there.filter(
    (one) => one.enabled && one.environment === null && hostOf(one.url) === hostOf(url),
  );
  const wanted = withoutBypass(url);
  if (near.length === 0) return [found("endpoint_missing", { url: wanted })];
  return near.map((one) =>
    found("endpoint_elsewhere", { id: one.id, there: withoutBypass(one.url), wanted }),
  );
}

function hostOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, "") : null;
}

function toFinding(one: EndpointDifference, id: string): Finding {
  switch (one.difference) {
    case "url":
      return found("endpoint_elsewhere", { id, there: one.there, wanted: one.wanted });
    case "bypass":
      return found("endpoint_bypass_differs", { id });
    case "events_missing":
      return found("endpoint_events_missing", { id, ...listed(one.types) });
    case "events_extra":
      return found("endpoint_events_extra", { id, ...listed(one.types) });
    case "api_version":
      return found("endpoint_version_differs", { id, there: one.there ?? "none", wanted: one.wanted });
    case "disabled":
      return found("endpoint_disabled", { id });
    case "mark":
      return found("endpoint_unmarked", { id });
  }
}

function listed(types: readonly string[]): { count: number; types: string } {
  const named = types.slice(0, TYPES_NAMED_MAX).join(", ");
  return { count: types.length, types: types.length > TYPES_NAMED_MAX ? `${named}, …` : named };
}
