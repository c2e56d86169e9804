import type { WebhookEndpointFacts } from "@/lib/stripe/webhook-endpoints";
import { type WantedEndpoint, withoutBypass } from "./wanted-endpoint";

/**
 * The endpoints of an account as one environment sees them. `current` is the one whose secret its server should know;
 * `former` are those that it came in place of and that are still switched on; `duplicates` lead to our door too, and
 * nobody knows why; `gone` are former ones that are switched off.
 */
export type SortedEndpoints = {
  current: WebhookEndpointFacts | null;
  former: WebhookEndpointFacts[];
  gone: WebhookEndpointFacts[];
  duplicates: WebhookEndpointFacts[];
};

/**
 * Finds an environment's endpoint among all of the account. Ours are those that bear its mark; one without any mark
 * that leads to exactly our address was made by hand for us, and is ours when there is no other. Pure.
 */
export function sortEndpoints(
  there: readonly WebhookEndpointFacts[],
  wanted: WantedEndpoint,
): SortedEndpoints {
  const marked = there.filter(({ environment }) => environment === wanted.environment);
  const atOurDoor = there.filter(
    ({ environment, url }) =>
      environment !== wanted.environment && withoutBypass(url) === withoutBypass(wanted.url),
  );
  const byHand = atOurDoor.filter(({ environment }) => environment === null);
  const replaced = new Set(marked.map(({ replaces }) => replaces));
  const candidates = (marked.length > 0 ? marked : byHand).filter(({ id }) => !replaced.has(id));
  const current = [...candidates].sort(byWorth(wanted))[0] ?? null;
  const olds = there.filter((one) => one !== current && (marked.includes(one) || replaced.has(one.id)));
  return {
    current,
    former: olds.filter(({ enabled }) => enabled),
    gone: olds.filter(({ enabled }) => !enabled),
    duplicates: atOurDoor.filter((one) => one.enabled && one !== current && !olds.includes(one)),
  };
}

/** The right version first, for it cannot be changed; then what is switched on, then the newest. */
function byWorth({ apiVersion }: WantedEndpoint) {
  const worth = (one: WebhookEndpointFacts) =>
    2 * Number(one.apiVersion === apiVersion) + Number(one.enabled);
  return (a: WebhookEndpointFacts, b: WebhookEndpointFacts) =>
    worth(b) - worth(a) || b.createdAt.getTime() - a.createdAt.getTime();
}
