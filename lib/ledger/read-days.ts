import { sql } from "@/db/client";
import { findSeqsBetween } from "./find-seqs-between";

/** What a day did to a wallet. `available` is what could be used when the day ended; of the last day, now. */
export type DayView = { used: number; added: number; available: number };

/**
 * The days that were asked for, oldest first. Of a wallet with more than `ENTRIES_SUMMED_MAX` entries in that time
 * the first `leftOut` of them are not there: only whole days are told.
 */
export type DaysView = { days: DayView[]; leftOut: number };

/**
 * A thousand a day for thirty days. So many take the database a few hundredths of a second, which is what a page may
 * ask that is drawn again with every change.
 */
export const ENTRIES_SUMMED_MAX = 30_000;

type Sum = { day: number; used: number; added: number; change: number; count: number; available: number };

/**
 * Sums a wallet's entries by day. `starts` are the moments at which the days begin, oldest first and without gaps,
 * in whatever calendar; the last day lasts until now. Costs the entries of these days, however many came before:
 * the place where they begin is found by halving, and what was available is counted back from what is now.
 */
export async function readDays(walletId: string, starts: readonly Date[]): Promise<DaysView> {
  const { first } = await findSeqsBetween(walletId, { from: starts[0] });
  const sums = await sql()<Sum[]>`
    with wallet as (select id, available, version from wallets where id = ${walletId}),
    looked_at as (
      select entries.* from wallet, ledger_entries entries
      where entries.wallet_id = wallet.id and entries.seq between ${first} and wallet.version
      order by entries.seq desc
      limit ${ENTRIES_SUMMED_MAX}
    ),
    sums as (
      select width_bucket(created_at, ${starts.map((start) => start.toISOString())}::timestamptz[]) as day,
        coalesce(sum(amount) filter (where to_bucket = 'spent'), 0)::bigint as used,
        coalesce(sum(amount) filter (where from_bucket = 'issued'), 0)::bigint as added,
        (coalesce(sum(amount) filter (where to_bucket = 'available'), 0)
          - coalesce(sum(amount) filter (where from_bucket = 'available'), 0))::bigint as change,
        count(*) as count
      from looked_at group by 1
    )
    select coalesce(sums.day, 0)::bigint as day, coalesce(used, 0) as used, coalesce(added, 0) as added,
           coalesce(change, 0) as change, coalesce(count, 0) as count, wallet.available
    from wallet left join sums on true`;
  return toDays(sums, starts.length);
}

/** Day 0 is all before the first, which a look can touch where clocks differ; it is not told. */
function toDays(sums: readonly Sum[], length: number): DaysView {
  const isCut = sums.reduce((total, { count }) => total + count, 0) >= ENTRIES_SUMMED_MAX;
  const leftOut = isCut ? Math.max(0, Math.min(...sums.map(({ day }) => day))) : 0;
  const days: DayView[] = [];
  let available = sums[0]?.available ?? 0;
  for (let day = length; day > leftOut; day--) {
    const sum = sums.find((one) => one.day === day);
    days.unshift({ used: sum?.used ?? 0, added: sum?.added ?? 0, available });
    available -= sum?.change ?? 0;
  }
  return { days, leftOut };
}
