import type { Invariant } from "./invariant";

/** What is taken back or corrected by hand stays within what there was, and says whose it is. */
export const CORRECTIONS: readonly Invariant[] = [
  {
    name: "reversed_within_its_grant",
    sentence: "All that was taken back of a grant is no more than was granted.",
    broken: (sql) => sql`
      select grants.wallet_id, grants.id as grant_id, grants.amount, sum(reversals.amount) as reversed
      from ledger_operations reversals
      join credit_grants grants
        on grants.wallet_id = reversals.wallet_id and grants.id = reversals.reversed_grant_id
      group by grants.wallet_id, grants.id, grants.amount
      having sum(reversals.amount) > grants.amount`,
  },
  {
    name: "debt_lies_on_the_reversed_grant",
    sentence: "Debt is made of the grant that is taken back, never of another.",
    broken: (sql) => sql`
      select entries.wallet_id, entries.seq, entries.grant_id, operations.reversed_grant_id
      from ledger_entries entries
      join ledger_operations operations
        on operations.wallet_id = entries.wallet_id and operations.key = entries.operation_key
      where entries.from_bucket = 'owed' and entries.grant_id is distinct from operations.reversed_grant_id`,
  },
  {
    name: "debt_only_when_nothing_is_left",
    sentence: "An operation that makes debt leaves nothing available in its wallet.",
    broken: (sql) => sql`
      select * from (
        select wallet_id, seq, from_bucket,
          sum(case 'available' when to_bucket then amount when from_bucket then -amount else 0 end)
            over (partition by wallet_id order by seq) as available
        from ledger_entries
        where wallet_id in (select wallet_id from ledger_entries where from_bucket = 'owed')
      ) replayed
      where from_bucket = 'owed' and available <> 0`,
  },
  {
    name: "adjustment_goes_one_way",
    sentence: "An adjustment gives credits or takes some, never both.",
    broken: (sql) => sql`
      select operations.wallet_id, operations.key
      from ledger_operations operations
      join ledger_entries entries
        on entries.wallet_id = operations.wallet_id and entries.operation_key = operations.key
      where operations.kind = 'adjust'
      group by operations.wallet_id, operations.key
      having bool_or(entries.from_bucket = 'issued') = bool_or(entries.to_bucket = 'reversed')`,
  },
];
