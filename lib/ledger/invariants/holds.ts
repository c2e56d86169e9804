import type { Invariant } from "./invariant";

/** What is put aside is either there, used, or back where it came from. */
export const HOLDS: readonly Invariant[] = [
  {
    name: "hold_has_its_operation",
    sentence: "Every hold was made by a hold operation of the same amount.",
    broken: (sql) => sql`
      select holds.wallet_id, holds.id as hold_id, holds.amount, operations.kind,
             operations.amount as operation_amount
      from credit_holds holds
      left join ledger_operations operations
        on operations.wallet_id = holds.wallet_id and operations.key = holds.operation_key
      where (operations.kind, operations.amount) is distinct from ('hold', holds.amount)`,
  },
  {
    name: "operation_on_a_hold_has_it",
    sentence: "Every operation that opened or ended a hold has that hold.",
    broken: (sql) => sql`
      select operations.wallet_id, operations.key, operations.kind
      from ledger_operations operations
      left join credit_holds opened
        on opened.wallet_id = operations.wallet_id and opened.operation_key = operations.key
      left join credit_holds ended
        on ended.wallet_id = operations.wallet_id and ended.id::text = split_part(operations.key, ':', 2)
      where (operations.kind = 'hold' and opened.id is null)
         or (operations.kind in ('capture', 'release') and ended.id is null)`,
  },
  {
    name: "hold_ended_once",
    sentence: "A hold that ended has the one operation that ended it, of its size; an open one has none.",
    broken: (sql) => sql`
      select holds.wallet_id, holds.id as hold_id, holds.amount, holds.captured, holds.captured_at,
             holds.released_at, captures.amount as captured_by_operation, releases.amount as released_by_operation
      from credit_holds holds
      left join ledger_operations captures
        on captures.wallet_id = holds.wallet_id and captures.key = 'capture:' || holds.id
      left join ledger_operations releases
        on releases.wallet_id = holds.wallet_id and releases.key = 'release:' || holds.id
      where (holds.captured, captures.amount, releases.amount) is distinct from (
        coalesce(captures.amount, 0),
        case when holds.captured_at is not null then holds.captured end,
        case when holds.released_at is not null then holds.amount end)`,
  },
  {
    name: "hold_gives_back_where_it_took",
    sentence: "The end of a hold takes from each grant's held credits exactly what the hold put there.",
    broken: (sql) => sql`
      select holds.wallet_id, holds.id as hold_id, entries.grant_id,
             sum(case 'held' when entries.to_bucket then entries.amount else -entries.amount end) as still_held
      from credit_holds holds
      cross join lateral (
        values (holds.operation_key), ('capture:' || holds.id), ('release:' || holds.id)
      ) operations (key)
      join ledger_entries entries
        on entries.wallet_id = holds.wallet_id and entries.operation_key = operations.key
       and 'held' in (entries.from_bucket, entries.to_bucket)
      where holds.captured_at is not null or holds.released_at is not null
      group by holds.wallet_id, holds.id, entries.grant_id
      having sum(case 'held' when entries.to_bucket then entries.amount else -entries.amount end) <> 0`,
  },
  {
    name: "no_capture_after_the_end",
    sentence: "No hold is captured once its time is over.",
    broken: (sql) => sql`
      select wallet_id, id as hold_id, expires_at, captured_at from credit_holds
      where captured_at >= expires_at`,
  },
  {
    name: "kept_hold_is_of_its_grant",
    sentence: "What is kept back of a grant was taken from that grant alone.",
    broken: (sql) => sql`
      select holds.wallet_id, holds.id as hold_id, holds.grant_id, entries.grant_id as taken_from
      from credit_holds holds
      join ledger_entries entries
        on entries.wallet_id = holds.wallet_id and entries.operation_key = holds.operation_key
      where holds.grant_id is not null and entries.grant_id <> holds.grant_id`,
  },
  {
    name: "what_returned_is_kept",
    sentence: "A grant of which more is to be kept back, once holds give it back, has nothing available.",
    broken: (sql) => sql`
      select wallet_id, id as grant_id, available, keep_on_return, keep_key from credit_grants
      where keep_on_return > 0 and available > 0`,
  },
];
