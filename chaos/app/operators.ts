import { findReplayable, type ReplayFilter, replayEvent } from "@/lib/inbox/replay-event";
import { reconcile } from "@/lib/reconciliation/reconcile";

/**
 * Compares with Stripe in the middle of everything, as the button of operators does. No money is too young to be looked
 * at, so it meets what deliveries are at work on at that very moment.
 */
export async function compareNow({ maxMs }: { maxMs: number }): Promise<{ listed: number; healed: number }> {
  const { listed, healed } = await reconcile({ window: { days: 3 }, graceMs: 0, maxMs });
  return { listed, healed };
}

/** Runs the first of those events again that are not processed, however they stand; answers how many it ran. */
export async function replaySome({
  state,
  many,
}: {
  state: ReplayFilter["state"];
  many: number;
}): Promise<{ ran: number }> {
  let ran = 0;
  for await (const { id } of findReplayable({ state })) {
    if (ran >= many) break;
    const replayed = await replayEvent(id);
    if (replayed.ok) ran += 1;
  }
  return { ran };
}
