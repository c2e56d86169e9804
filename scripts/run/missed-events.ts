import { setTimeout as wait } from "node:timers/promises";
import { closeClients } from "@/db/client";
import { findMissed, type Missed } from "@/lib/inbox/find-missed";
import { say } from "./progress";
import type { Stack } from "./stack";
import type { Stoppers } from "./stoppers";

const POLL_MS = 500;
const PATIENCE_MS = 60_000;

type Facts = Missed & { emulated: boolean };

/**
 * Says what Stripe told while nothing ran here, as soon as the server has fetched it, which it does by itself. Never a
 * reason to stop: a sweep that did not get through is tried again by the server.
 */
export async function sayMissedEvents(stack: Stack, startedAt: Date, stoppers: Stoppers): Promise<void> {
  const { DATABASE_URL, STRIPE_SECRET_KEY } = stack.settings;
  process.env.DATABASE_URL = DATABASE_URL;
  stoppers.add(closeClients);
  const deadline = performance.now() + PATIENCE_MS;
  const look = () => findMissed(STRIPE_SECRET_KEY?.includes("_live_") ?? false, startedAt);
  try {
    let missed = await look();
    while (!missed.reached && performance.now() < deadline && !stoppers.stopping) {
      await wait(POLL_MS, undefined, { ref: false });
      missed = await look();
    }
    const words = missedSentence({ ...missed, emulated: stack.emulator !== null });
    if (words && !stoppers.stopping) say(words);
  } catch {
    // A database that is away is said by the app itself.
  } finally {
    await closeClients();
  }
}

/** For a person at a terminal; null when there is nothing to know. */
export function missedSentence({
  emulated,
  reached,
  trouble,
  done,
  open,
  parked,
  gapFrom,
}: Facts): string | null {
  if (!reached)
    return `Stripe could not be asked what came while this was off${trouble ? ` (${trouble})` : ""}. It is asked again every five minutes, or now by: npm run -s inbox:sweep`;
  const all = done + open + parked;
  const sentences = [
    all > 0 && `While this was off, Stripe told of ${all === 1 ? "1 event" : `${all} events`}:`,
    all > 0 && done === all && "fetched, and all have run.",
    all > 0 &&
      done < all &&
      [`${done} have run`, open && `${open} will be tried again`, parked && `${parked} need a look at /admin`]
        .filter(Boolean)
        .join(", ")
        .concat("."),
    all === 0 && !emulated && "Nothing came from Stripe while this was off.",
    gapFrom &&
      `Stripe lists events for 30 days only and nothing read them since ${gapFrom.toISOString().slice(0, 10)}: npm run -s reconcile -- --all compares the objects themselves.`,
  ];
  return sentences.filter(Boolean).join(" ") || null;
}
