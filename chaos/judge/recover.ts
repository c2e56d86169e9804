import { setTimeout as wait } from "node:timers/promises";
import { sql } from "@/db/client";
import { drainInbox } from "@/lib/inbox/drain-inbox";
import { sweepEvents } from "@/lib/inbox/sweep-events";
import { useClock } from "@/lib/platform/clock";
import { reconcile } from "@/lib/reconciliation/reconcile";
import { stripe } from "@/lib/stripe/client";

const LOOK_EVERY_MS = 100;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const EVENTS_PER_DRAIN = 10_000;
/** What failed is tried 16 times within about a day, so as many drains with hours between them see the end of it. */
const DRAINS_MAX = 20;
const HOURS_BETWEEN_DRAINS = 5;
/** Money is compared only when it is older than what may still be on its way. */
const HOURS_UNTIL_COMPARED = 1;

/** What stopped a sweep, and the report of a comparison that did not come to zero. */
export type Recovered = { sweeps: string[]; reconciled: string[]; healed: number; listed: number };

/**
 * What happens to a shop in the day after such a time, with everything well again: Stripe's events are swept once, and
 * what had failed runs when its time comes. The clock is moved, nobody waits. What that itself did at Stripe, as when a
 * plan begins whose person never came back from the bank, is told by events of its own, and they are fetched last. Then
 * everything is reconciled, once.
 */
export async function recover(): Promise<Recovered> {
  await untilAllIsTold();
  let hours = 0;
  const stop = useClock(() => Date.now() + hours * HOUR_MS);
  try {
    const first = await sweepEvents();
    for (let drain = 0; drain < DRAINS_MAX && (await countUnfinished()) > 0; drain++) {
      hours += HOURS_BETWEEN_DRAINS;
      await drainInbox({ limit: EVENTS_PER_DRAIN });
    }
    await untilAllIsTold();
    const last = await sweepEvents();
    hours += HOURS_UNTIL_COMPARED;
    const report = await reconcile({ window: "all" });
    return {
      sweeps: [first, last].flatMap(({ trouble }) => (trouble ? [`a sweep stopped: ${trouble}`] : [])),
      reconciled: report.ok ? [] : [JSON.stringify(report)],
      healed: report.healed,
      listed: report.listed,
    };
  } finally {
    stop();
  }
}

async function countUnfinished(): Promise<number> {
  const [row] = await sql()<{ count: number }[]>`
    select count(*)::int as count from inbox_events where state in ('failed', 'waiting')`;
  return row?.count ?? 0;
}

/** The last thing that Stripe tells of a payment is what it brought, a moment after it: then nothing is under way there. */
async function untilAllIsTold(): Promise<void> {
  for (;;) {
    let open = 0;
    for await (const charge of stripe().charges.list({
      limit: 100,
      created: { gte: Math.floor((Date.now() - DAY_MS) / 1000) },
    }))
      if (charge.status === "succeeded" && charge.captured && charge.balance_transaction === null) open += 1;
    if (open === 0) return;
    await wait(LOOK_EVERY_MS);
  }
}
