import type { Sql } from "@/db/client";

/**
 * What bringing a wallet up to date would change in each of its grants and in its debt: the arithmetic of
 * `bringUpToDate` for readers, who write nothing. A part of a larger statement that has `wallets` in scope (join it
 * with `lateral`); nothing is looked at unless the wallet says that something is due.
 *
 * Ended holds give back in the order in which they ended, line by line, so the first lines repay the debt. What is
 * disputed of the rest is held again at once.
 */
export function changesDue(query: Sql, at: Date) {
  return query`
    select grants.id as grant_id,
           case when grants.expires_at <= ${at} then 0 - grants.available
                else coalesce(back.returned - back.repaid, 0) - kept.credits end as available,
           kept.credits - coalesce(back.returned, 0) as held,
           0 - coalesce(back.repaid, 0) as owed
    from credit_grants grants left join (
      select grant_id, sum(amount)::bigint as returned,
             sum(greatest(least(wallets.owed - returned_before, amount), 0))::bigint as repaid
      from (
        select entries.grant_id, entries.amount,
               sum(entries.amount) over (order by holds.expires_at, holds.id, entries.seq) - entries.amount
                 as returned_before
        from credit_holds holds
        join ledger_entries entries
          on entries.wallet_id = holds.wallet_id and entries.operation_key = holds.operation_key
        where holds.wallet_id = wallets.id and holds.captured_at is null and holds.released_at is null
          and holds.expires_at <= ${at}
      ) lines group by grant_id
    ) back on back.grant_id = grants.id
    cross join lateral (
      select case when grants.expires_at <= ${at} then 0
                  else least(grants.keep_on_return, coalesce(back.returned - back.repaid, 0)) end as credits
    ) kept
    where wallets.next_expiry_at <= ${at} and grants.wallet_id = wallets.id
      and (back.grant_id is not null or (grants.available > 0 and grants.expires_at <= ${at}))`;
}
