import { sql } from "@/db/client";
import { nowMs } from "@/lib/platform/clock";
import { log } from "@/lib/platform/log";
import { EVENT_TYPES_MAX, listEvents } from "@/lib/stripe/events";
import type { StripeTrouble } from "@/lib/stripe/trouble";
import { ENABLED_EVENTS } from "./handlers/registry";
import { runEvent } from "./run-event";
import { type StripeEvent, toStripeEvent } from "./stripe-event";

/** A time of which all events are read; without an end, up to now. After `deadline` (milliseconds) it is left. */
export type Slice = { livemode: boolean; from: Date; until: Date | null; deadline: number };

/** What was read, and why not all of it. `askedAt` is Stripe's time when the first page was asked for. */
export type SliceRead = {
  listed: number;
  found: number;
  failed: number;
  askedAt: Date | null;
  trouble: string | null;
};

type Told = { event: StripeEvent; body: string };

/** Runs every event of a slice that the inbox does not have. Pages are read one after another and not kept. */
export async function sweepSlice(slice: Slice): Promise<SliceRead> {
  const read: SliceRead = { listed: 0, found: 0, failed: 0, askedAt: null, trouble: null };
  for (let at = 0; at < ENABLED_EVENTS.length && !read.trouble; at += EVENT_TYPES_MAX)
    await sweepTypes(slice, ENABLED_EVENTS.slice(at, at + EVENT_TYPES_MAX), read);
  return read;
}

async function sweepTypes(slice: Slice, types: readonly string[], read: SliceRead): Promise<void> {
  for (let after: string | null | undefined; after !== null; ) {
    const page = await listEvents({ types, from: slice.from, until: slice.until, after: after ?? null });
    if (!page.ok || nowMs() >= slice.deadline) {
      read.trouble = page.ok ? "time_was_up" : inWords(page.trouble);
      return;
    }
    read.askedAt ??= page.value.askedAt;
    read.listed += page.value.bodies.length;
    await runMissing(slice, page.value.bodies, read);
    if (read.trouble) return;
    after = page.value.next;
  }
}

/** Oldest first, which needs the fewest questions; no handler relies on it. */
async function runMissing(slice: Slice, bodies: string[], read: SliceRead): Promise<void> {
  const told = bodies.flatMap((body) => toTold(body) ?? []).reverse();
  const foreign = told.find(({ event }) => event.livemode !== slice.livemode);
  if (foreign) {
    read.trouble = `wrong_mode: ${foreign.event.id} is of the other mode than the key that listed it`;
    return;
  }
  const known = await findKnown(told.map(({ event }) => event.id));
  for (const { event, body } of told) {
    if (known.has(event.id)) continue;
    if (nowMs() >= slice.deadline) {
      read.trouble = "time_was_up";
      return;
    }
    const { state } = await runEvent(event, body);
    read.found += 1;
    if (state === "failed") read.failed += 1;
  }
}

function toTold(body: string): Told | null {
  const event = toStripeEvent(JSON.parse(body));
  if (!event) log.error({ start: body.slice(0, 60) }, "Stripe listed something that is no event");
  return event && { event, body };
}

/** Events that stand in the inbox, whatever became of them: those that failed are the drain's. */
async function findKnown(ids: string[]): Promise<Set<string>> {
  const rows = await sql()<{ id: string }[]>`select id from inbox_events where id = any(${ids})`;
  return new Set(rows.map(({ id }) => id));
}

/** Why Stripe did not answer, for operators. */
export function inWords(trouble: StripeTrouble): string {
  if (trouble.kind === "unavailable") return `unavailable: ${trouble.reason}`;
  return `${trouble.kind}: ${trouble.code ?? ""} ${"message" in trouble ? trouble.message : ""}`.trim();
}
