import { sql } from "@/db/client";

/** What Stripe told while no server ran here, and what became of it. */
export type Missed = {
  /** The sweep has come to the present since the server started. */
  reached: boolean;
  /** Why the last sweep did not; null when it did. */
  trouble: string | null;
  /** Events from before the start that came after it. */
  done: number;
  /** Those of them that failed or wait and will be tried again. */
  open: number;
  /** Those of them that need an operator. */
  parked: number;
  /** Since when events were told that Stripe does not list any more; null when there is no such time. */
  gapFrom: Date | null;
};

/**
 * What a server that started at `since` has made good: the events that Stripe wrote before and that reached the inbox
 * afterwards, by the sweep of the start or because they were delivered once more. Before the first sweep of a database
 * nothing is known, which is `reached: false`.
 */
export async function findMissed(livemode: boolean, since: Date): Promise<Missed> {
  const query = sql();
  const [sweep] = await query<Pick<Missed, "reached" | "trouble" | "gapFrom">[]>`
    select coalesce(reached_at >= ${since}, false) as reached, trouble, gap_from as "gapFrom"
    from event_sweeps where livemode = ${livemode}`;
  const [counts] = await query<Pick<Missed, "done" | "open" | "parked">[]>`
    select count(*) filter (where state in ('processed', 'ignored'))::int as done,
           count(*) filter (where state in ('failed', 'waiting'))::int as open,
           count(*) filter (where state = 'parked')::int as parked
    from inbox_events
    where livemode = ${livemode} and received_at >= ${since} and stripe_created_at < ${since}`;
  return {
    ...(sweep ?? { reached: false, trouble: null, gapFrom: null }),
    ...(counts ?? { done: 0, open: 0, parked: 0 }),
  };
}
