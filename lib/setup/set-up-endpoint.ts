import { createHash } from "node:crypto";
import { newId } from "@/lib/platform/ids";
import { isMissing } from "@/lib/stripe/customers";
import type { StripeAnswer, StripeTrouble } from "@/lib/stripe/trouble";
import {
  type CreatedEndpoint,
  createWebhookEndpoint,
  deleteWebhookEndpoint,
  disableWebhookEndpoint,
  listWebhookEndpoints,
  markSecret,
  repairWebhookEndpoint,
} from "@/lib/stripe/webhook-endpoints";
import {
  type EndpointChange,
  type EndpointPlan,
  type EndpointWish,
  planEndpointChanges,
  planEndpointRemoval,
} from "./plan-endpoint-changes";
import type { WantedEndpoint } from "./wanted-endpoint";

/** After so many old answers of one day a run makes an endpoint under a key of its own. */
const STALE_ANSWERS_MAX = 3;

/** An endpoint just made, with the secret that Stripe tells this once. */
export type MadeEndpoint = { endpointId: string; secret: string };

/** What was found and done. `done` of the `changes` are made, in their order; `trouble` is what stopped the rest. */
export type EndpointSetUp = EndpointPlan & { done: number; trouble: StripeTrouble | null };

export type EndpointTask = EndpointWish & {
  remove?: boolean;
  dryRun?: boolean;
  /** Called as soon as an endpoint is made, before anything else can go wrong. */
  tell?: (made: MadeEndpoint) => void;
};

/**
 * Makes the wanted webhook endpoint stand at Stripe: creates it, repairs it, or removes it. Running it again changes
 * nothing more. Only endpoints that bear the mark of this environment are touched, and one without any mark that leads
 * to exactly this address, which is taken over. A secret is handed to `tell` once and kept nowhere.
 */
export async function setUpEndpoint(wanted: WantedEndpoint, task: EndpointTask): Promise<EndpointSetUp> {
  const there = await listWebhookEndpoints();
  if (!there.ok) return { changes: [], conflicts: [], former: [], done: 0, trouble: there.trouble };
  const plan = task.remove
    ? planEndpointRemoval(there.value, wanted)
    : planEndpointChanges(there.value, wanted, task);
  if (task.dryRun) return { ...plan, done: 0, trouble: null };
  const run = newId();
  for (const [done, change] of plan.changes.entries()) {
    const answer = await make(change, wanted, run, task.tell ?? (() => {}));
    if (!answer.ok) return { ...plan, done, trouble: answer.trouble };
  }
  return { ...plan, done: plan.changes.length, trouble: null };
}

/** What is changed has the run in its key: the same change, undone by hand, must work again within a day. */
function make(
  change: EndpointChange,
  wanted: WantedEndpoint,
  run: string,
  tell: (made: MadeEndpoint) => void,
): Promise<StripeAnswer<unknown>> {
  switch (change.change) {
    case "create_endpoint":
      return create(wanted, change.replaces, run, tell);
    case "repair_endpoint":
      return repairWebhookEndpoint(change.endpointId, wanted, `setup:${run}:${change.endpointId}`);
    case "disable_endpoint":
      return disableWebhookEndpoint(change.endpointId, `setup:${run}:${change.endpointId}:off`);
    case "remove_endpoint":
      return deleteWebhookEndpoint(change.endpointId);
  }
}

/**
 * Two runs at once make one endpoint, because the key names what is made. For a day Stripe repeats its answer to a key,
 * also when that endpoint was removed since, or when the answer was a failure; then the next key follows from the
 * answer, so that both runs find the same one.
 */
async function create(
  wanted: WantedEndpoint,
  replaces: string | null,
  run: string,
  tell: (made: MadeEndpoint) => void,
): Promise<StripeAnswer<unknown>> {
  let key = keyOf(wanted, replaces);
  for (let stale = 0; ; stale++) {
    const made = await createWebhookEndpoint(wanted, replaces, key);
    if (!made.ok && !isStoredFailure(made.trouble)) return made;
    const isThere = made.ok && (await mark(made.value, run));
    if (made.ok && (isThere || stale > STALE_ANSWERS_MAX)) {
      tell({ endpointId: made.value.endpoint.id, secret: made.value.secret });
      return made;
    }
    if (stale > STALE_ANSWERS_MAX) return made;
    key =
      stale < STALE_ANSWERS_MAX ? keyOf(key, made.ok ? made.value.endpoint.id : "failed") : keyOf(key, run);
  }
}

/** False when the endpoint is gone. A mark that could not be written stops nothing: the secret must be told. */
async function mark({ endpoint, secret }: CreatedEndpoint, run: string): Promise<boolean> {
  const marked = await markSecret(endpoint.id, secret, `setup:${run}:${endpoint.id}:secret`);
  return marked.ok || !isMissing(marked.trouble);
}

function isStoredFailure(trouble: StripeTrouble): boolean {
  return trouble.kind === "unavailable" && trouble.replayed;
}

/** The address may hold a bypass secret, and a key may be logged: only a hash of all of it is in the key. */
function keyOf(...content: unknown[]): string {
  return `setup:endpoint:${createHash("sha256").update(JSON.stringify(content)).digest("hex")}`;
}
