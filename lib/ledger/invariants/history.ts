import type { Invariant } from "./invariant";

/** The history is whole, in order, and each line has its cause. */
export const HISTORY: readonly Invariant[] = [
  {
    name: "version_counts_entries_without_gap",
    sentence: "A wallet's entries are numbered from 1 to its version, with none missing.",
    broken: (sql) => sql`
      select wallets.id as wallet_id, wallets.version, entries.count, entries.first, entries.last
      from wallets left join (
        select wallet_id, count(*) as count, min(seq) as first, max(seq) as last
        from ledger_entries group by wallet_id
      ) entries on entries.wallet_id = wallets.id
      where (wallets.version, wallets.version) <> (coalesce(entries.count, 0), coalesce(entries.last, 0))
         or entries.first <> 1`,
  },
  {
    name: "operation_amount_equals_its_entries",
    sentence: "An operation is as large as the entries that carry it out, and has at least one.",
    broken: (sql) => sql`
      select operations.wallet_id, operations.key, operations.kind, operations.amount, moved.amount as moved
      from ledger_operations operations left join (
        select entries.wallet_id, entries.operation_key, sum(entries.amount)::bigint as amount
        from ledger_entries entries
        join ledger_operations operations
          on operations.wallet_id = entries.wallet_id and operations.key = entries.operation_key
        where case operations.kind
          when 'grant' then entries.from_bucket = 'issued'
          when 'spend' then entries.to_bucket = 'spent'
          when 'hold' then entries.to_bucket = 'held'
          when 'capture' then entries.to_bucket = 'spent'
          when 'release' then entries.from_bucket = 'held'
          when 'expire' then entries.to_bucket = 'expired'
          when 'reverse' then entries.to_bucket = 'reversed'
          else entries.from_bucket = 'issued' or entries.to_bucket = 'reversed'
        end
        group by entries.wallet_id, entries.operation_key
      ) moved on moved.wallet_id = operations.wallet_id and moved.operation_key = operations.key
      where operations.amount is distinct from moved.amount`,
  },
  {
    name: "entry_fits_its_operation",
    sentence: "Every entry has its operation, and moves credits only as that kind of operation may.",
    broken: (sql) => sql`
      select entries.wallet_id, entries.seq, entries.operation_key, operations.kind,
             entries.from_bucket, entries.to_bucket
      from ledger_entries entries
      left join ledger_operations operations
        on operations.wallet_id = entries.wallet_id and operations.key = entries.operation_key
      where (operations.kind, entries.from_bucket, entries.to_bucket) in (
        ('grant', 'issued', 'available'), ('grant', 'available', 'owed'), ('spend', 'available', 'spent'),
        ('hold', 'available', 'held'), ('capture', 'held', 'spent'), ('capture', 'held', 'available'),
        ('capture', 'available', 'owed'), ('release', 'held', 'available'), ('release', 'available', 'owed'),
        ('expire', 'available', 'expired'), ('reverse', 'available', 'reversed'), ('reverse', 'owed', 'reversed'),
        ('adjust', 'issued', 'available'), ('adjust', 'available', 'owed'), ('adjust', 'available', 'reversed')
      ) is not true`,
  },
  {
    name: "grant_has_its_operation",
    sentence: "Every grant was made by the operation named after its source, of the same amount.",
    broken: (sql) => sql`
      select grants.wallet_id, grants.id as grant_id, grants.source, grants.source_key, grants.amount,
             operations.kind, operations.amount as operation_amount
      from credit_grants grants
      left join ledger_operations operations
        on operations.wallet_id = grants.wallet_id
       and operations.key = case when grants.source_key like 'adjust:%' then '' else 'grant:' end || grants.source_key
      where (operations.kind, operations.amount) is distinct from
        (case when grants.source_key like 'adjust:%' then 'adjust' else 'grant' end, grants.amount)`,
  },
  {
    name: "no_draw_after_expiry",
    sentence:
      "Nothing is drawn from a grant once its date has passed; only what a hold gives back repays debt first.",
    broken: (sql) => sql`
      select entries.wallet_id, entries.seq, entries.to_bucket, entries.created_at, grants.id as grant_id,
             grants.expires_at
      from ledger_entries entries
      join credit_grants grants on grants.wallet_id = entries.wallet_id and grants.id = entries.grant_id
      join ledger_operations operations
        on operations.wallet_id = entries.wallet_id and operations.key = entries.operation_key
      where entries.from_bucket = 'available' and entries.to_bucket in ('spent', 'held', 'owed', 'reversed')
        and entries.created_at >= grants.expires_at
        and not (entries.to_bucket = 'owed' and operations.kind in ('capture', 'release'))`,
  },
  {
    name: "no_expiry_before_its_date",
    sentence: "Nothing is expired of a grant before its date.",
    broken: (sql) => sql`
      select entries.wallet_id, entries.seq, entries.created_at, grants.id as grant_id, grants.expires_at
      from ledger_entries entries
      join credit_grants grants on grants.wallet_id = entries.wallet_id and grants.id = entries.grant_id
      where entries.to_bucket = 'expired' and (entries.created_at >= grants.expires_at) is not true`,
  },
  {
    name: "history_never_goes_below_zero",
    sentence: "Replayed line by line, no bucket of a grant and no debt of a wallet is ever below zero.",
    broken: (sql) => sql`
      select * from (
        select wallet_id, seq, grant_id,
          sum(case 'available' when to_bucket then amount when from_bucket then -amount else 0 end)
            over of_the_grant as available,
          sum(case 'held' when to_bucket then amount when from_bucket then -amount else 0 end)
            over of_the_grant as held,
          sum(case 'owed' when from_bucket then amount when to_bucket then -amount else 0 end)
            over (partition by wallet_id order by seq) as owed
        from ledger_entries window of_the_grant as (partition by wallet_id, grant_id order by seq)
      ) replayed
      where available < 0 or held < 0 or owed < 0`,
  },
];
