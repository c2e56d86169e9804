import { WEBHOOK_ENDPOINTS_MAX, type WebhookEndpointFacts } from "@/lib/stripe/webhook-endpoints";
import { sortEndpoints } from "./sort-endpoints";
import {
  compareEndpoint,
  type EndpointDifference,
  type WantedEndpoint,
  withoutBypass,
} from "./wanted-endpoint";

/** One thing to do at Stripe, so that the endpoint there is the wanted one. Addresses are without secrets. */
export type EndpointChange =
  | { change: "create_endpoint"; url: string; environment: string; replaces: string | null }
  | { change: "repair_endpoint"; endpointId: string; differences: EndpointDifference[] }
  | { change: "disable_endpoint"; endpointId: string; url: string }
  | { change: "remove_endpoint"; endpointId: string; url: string };

/** What a person must decide; it is left alone. */
export type EndpointConflict =
  | { conflict: "duplicate_endpoint"; endpointId: string; url: string; environment: string | null }
  | { conflict: "endpoint_limit"; endpoints: number; ofTopup: { endpointId: string; environment: string }[] };

/** A former endpoint that goes on telling the same events, until the server knows the secret of the new one. */
export type FormerEndpoint = { left: "former_endpoint"; endpointId: string; url: string };

export type EndpointPlan = {
  changes: EndpointChange[];
  conflicts: EndpointConflict[];
  former: FormerEndpoint[];
};

/** `newSecret`: make another endpoint although there is one. `retireFormer`: the server knows the new secret. */
export type EndpointWish = { newSecret?: boolean; retireFormer?: boolean };

/**
 * What to do, in an order in which it can be done. Pure. The version of an endpoint cannot be changed and its secret
 * cannot be read, so another version or a new secret is another endpoint; the one before it stays on beside it, because
 * the server does not know the new secret yet. Each event comes twice then, which does no harm.
 */
export function planEndpointChanges(
  there: readonly WebhookEndpointFacts[],
  wanted: WantedEndpoint,
  { newSecret = false, retireFormer = false }: EndpointWish = {},
): EndpointPlan {
  const { current, former, duplicates } = sortEndpoints(there, wanted);
  const main = mainChange(current, wanted, newSecret);
  const isFull = main?.change === "create_endpoint" && there.length >= WEBHOOK_ENDPOINTS_MAX;
  const ids = former.map(({ id, url }) => ({ endpointId: id, url: withoutBypass(url) }));
  const replaced = main?.change === "create_endpoint" && current?.enabled ? [current] : [];
  return {
    changes: [
      ...(main && !isFull ? [main] : []),
      ...(retireFormer ? ids.map((one) => ({ change: "disable_endpoint", ...one }) as const) : []),
    ],
    conflicts: [...(isFull ? [limitOf(there)] : []), ...duplicates.map(toDuplicate)],
    former: [
      ...(retireFormer ? [] : ids),
      ...(isFull ? [] : replaced.map(({ id, url }) => ({ endpointId: id, url: withoutBypass(url) }))),
    ].map((one) => ({ left: "former_endpoint", ...one })),
  };
}

function mainChange(
  current: WebhookEndpointFacts | null,
  wanted: WantedEndpoint,
  newSecret: boolean,
): EndpointChange | null {
  const create = (replaces: string | null): EndpointChange => ({
    change: "create_endpoint",
    url: withoutBypass(wanted.url),
    environment: wanted.environment,
    replaces,
  });
  if (!current) return create(null);
  if (newSecret || current.apiVersion !== wanted.apiVersion) return create(current.id);
  const differences = compareEndpoint(current, wanted);
  return differences.length > 0 ? { change: "repair_endpoint", endpointId: current.id, differences } : null;
}

/** Everything of this environment goes, switched off or not. What does not bear its mark is named and stays. */
export function planEndpointRemoval(
  there: readonly WebhookEndpointFacts[],
  wanted: WantedEndpoint,
): EndpointPlan {
  const ours = there.filter(({ environment }) => environment === wanted.environment);
  const others = there.filter(
    ({ environment, url }) =>
      environment !== wanted.environment && withoutBypass(url) === withoutBypass(wanted.url),
  );
  return {
    changes: ours.map(({ id, url }) => ({
      change: "remove_endpoint",
      endpointId: id,
      url: withoutBypass(url),
    })),
    conflicts: others.map(toDuplicate),
    former: [],
  };
}

function toDuplicate({ id, url, environment }: WebhookEndpointFacts): EndpointConflict {
  return { conflict: "duplicate_endpoint", endpointId: id, url: withoutBypass(url), environment };
}

function limitOf(there: readonly WebhookEndpointFacts[]): EndpointConflict {
  const ofTopup = there.flatMap(({ id, environment }) =>
    environment === null ? [] : [{ endpointId: id, environment }],
  );
  return { conflict: "endpoint_limit", endpoints: there.length, ofTopup };
}
