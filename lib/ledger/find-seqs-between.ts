import { sql } from "@/db/client";

/**
 * How far the clocks of two machines that write to one wallet may differ. Entries are dated under the wallet's lock,
 * so their dates rise with their numbers, except by such a difference.
 */
const CLOCKS_DIFFER_MAX_MS = 60_000;

/**
 * Where a wallet's entries of a time lie: all of them are numbered `first` or higher and below `end`. A few at both
 * ends can be from just outside, as clocks differ; who needs the exact moment looks at the date too.
 */
export async function findSeqsBetween(
  walletId: string,
  { from, to }: { from?: Date | undefined; to?: Date | undefined },
): Promise<{ first: number; end: number }> {
  const [first, end] = await Promise.all([
    from ? findSeqAt(walletId, from.getTime() - CLOCKS_DIFFER_MAX_MS) : 1,
    to ? findSeqAt(walletId, to.getTime() + CLOCKS_DIFFER_MAX_MS) : Number.MAX_SAFE_INTEGER,
  ]);
  return { first, end };
}

/**
 * The number at which entries begin to be dated `ms` or later; one above the last when none is.
 *
 * There is no index by date, as every spend would pay for it. The numbers have no gaps and the dates rise, so
 * halving the range finds the place: in a wallet with a million entries by 20 looks at one row.
 */
async function findSeqAt(walletId: string, ms: number): Promise<number> {
  const [found] = await sql()<{ seq: number }[]>`
    with recursive halves (low, high) as (
      select 1::bigint, version + 1 from wallets where id = ${walletId}
      union all
      select case when is_early then middle + 1 else low end, case when is_early then high else middle end
      from (
        select low, high, middle,
               (select created_at < ${new Date(ms)} from ledger_entries
                where wallet_id = ${walletId} and seq = middle) as is_early
        from (select low, high, (low + high) / 2 as middle from halves where low < high) as half
      ) as judged
    )
    select low as seq from halves where low = high`;
  return found?.seq ?? 1;
}
