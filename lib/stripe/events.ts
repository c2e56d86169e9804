import type Stripe from "stripe";
import { nowMs } from "@/lib/platform/clock";
import { askStripe } from "./ask-stripe";
import { stripe } from "./client";
import type { StripeAnswer } from "./trouble";
import { toDate, toSeconds } from "./values";

/** More types than this in one question are refused (API reference, "List all events"). */
export const EVENT_TYPES_MAX = 20;
/** How long Stripe keeps events; older ones are not listed. */
export const EVENTS_KEPT_MS = 30 * 86_400_000;
const PAGE_SIZE = 100;

/** Which events: of these types, told from `from` on and before `until`, older in the list than `after`. */
export type EventsAsked = {
  types: readonly string[];
  from: Date;
  until: Date | null;
  after: string | null;
};

/** Events newest first, each as the text a delivery of it would have had. `askedAt` is Stripe's own time of answering. */
export type EventPage = { bodies: string[]; next: string | null; askedAt: Date };

/**
 * One page of what Stripe told, delivered or not. The objects in it are as they were then, in the API version that
 * the account had then; that need not be the version of any endpoint.
 */
export function listEvents({ types, from, until, after }: EventsAsked): Promise<StripeAnswer<EventPage>> {
  return askStripe("events.list", async () => {
    const page = await stripe().events.list({
      types: [...types],
      created: { gte: toSeconds(from), ...(until ? { lt: toSeconds(until) } : {}) },
      limit: PAGE_SIZE,
      ...(after ? { starting_after: after } : {}),
    });
    const last = page.data.at(-1);
    return {
      bodies: page.data.map((event) => JSON.stringify(event)),
      next: page.has_more && last ? last.id : null,
      askedAt: timeOf(page.lastResponse),
    };
  });
}

/** By Stripe's clock, for ours may be wrong, and a cursor ahead of Stripe's time would step over events. */
function timeOf({ headers }: Stripe.Response<object>["lastResponse"]): Date {
  const told = Date.parse(headers.date ?? "");
  return new Date(Number.isNaN(told) ? nowMs() : told);
}

/** What time it is at Stripe: the time that events bear. */
export function askTime(): Promise<StripeAnswer<Date>> {
  return askStripe("events.list", async () =>
    timeOf((await stripe().events.list({ limit: 1 })).lastResponse),
  );
}

/** An event that some webhook endpoint of the account did not take, or not yet. */
export type UndeliveredEvent = { id: string; type: string; createdAt: Date };

/**
 * The newest events of these types, told in this time, that did not reach every endpoint that wants them; at most one
 * page for each question. Which endpoint did not take one is not told.
 */
export function listUndelivered(
  types: readonly string[],
  { from, until }: { from: Date; until: Date },
): Promise<StripeAnswer<UndeliveredEvent[]>> {
  return askStripe("events.list", async () => {
    const found: UndeliveredEvent[] = [];
    for (let at = 0; at < types.length; at += EVENT_TYPES_MAX) {
      const page = await stripe().events.list({
        types: types.slice(at, at + EVENT_TYPES_MAX),
        created: { gte: toSeconds(from), lt: toSeconds(until) },
        delivery_success: false,
        limit: PAGE_SIZE,
      });
      found.push(...page.data.map(({ id, type, created }) => ({ id, type, createdAt: toDate(created) })));
    }
    return found;
  });
}
