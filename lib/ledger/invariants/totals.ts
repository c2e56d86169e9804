import type { Invariant } from "./invariant";

/** The numbers kept beside the entries are what the entries say. */
export const TOTALS: readonly Invariant[] = [
  {
    name: "wallet_totals_equal_its_grants",
    sentence: "A wallet's available and held credits are those of its grants.",
    broken: (sql) => sql`
      select wallets.id as wallet_id, wallets.available, wallets.held,
             grants.available as grants_available, grants.held as grants_held
      from wallets left join (
        select wallet_id, sum(available)::bigint as available, sum(held)::bigint as held
        from credit_grants group by wallet_id
      ) grants on grants.wallet_id = wallets.id
      where (wallets.available, wallets.held) <> (coalesce(grants.available, 0), coalesce(grants.held, 0))`,
  },
  {
    name: "wallet_totals_equal_its_entries",
    sentence: "A wallet's available, held and owed credits are what its entries moved there.",
    broken: (sql) => sql`
      select wallets.id as wallet_id, wallets.available, wallets.held, wallets.owed,
             moved.available as moved_available, moved.held as moved_held, moved.owed as moved_owed
      from wallets left join (
        select wallet_id,
          sum(case 'available' when to_bucket then amount when from_bucket then -amount else 0 end)::bigint as available,
          sum(case 'held' when to_bucket then amount when from_bucket then -amount else 0 end)::bigint as held,
          sum(case 'owed' when from_bucket then amount when to_bucket then -amount else 0 end)::bigint as owed
        from ledger_entries group by wallet_id
      ) moved on moved.wallet_id = wallets.id
      where (wallets.available, wallets.held, wallets.owed)
        <> (coalesce(moved.available, 0), coalesce(moved.held, 0), coalesce(moved.owed, 0))`,
  },
  {
    name: "grant_remainder_equals_its_entries",
    sentence: "What is left of a grant is what its entries left there, and it was issued once, whole.",
    broken: (sql) => sql`
      select grants.wallet_id, grants.id as grant_id, grants.amount, grants.available, grants.held,
             moved.issued, moved.available as moved_available, moved.held as moved_held
      from credit_grants grants left join (
        select wallet_id, grant_id,
          sum(case 'issued' when from_bucket then amount else 0 end)::bigint as issued,
          sum(case 'available' when to_bucket then amount when from_bucket then -amount else 0 end)::bigint as available,
          sum(case 'held' when to_bucket then amount when from_bucket then -amount else 0 end)::bigint as held
        from ledger_entries group by wallet_id, grant_id
      ) moved on moved.wallet_id = grants.wallet_id and moved.grant_id = grants.id
      where (grants.amount, grants.available, grants.held)
        <> (coalesce(moved.issued, 0), coalesce(moved.available, 0), coalesce(moved.held, 0))`,
  },
  {
    name: "open_holds_equal_held",
    sentence: "The credits a wallet holds are those of its open holds.",
    broken: (sql) => sql`
      select wallets.id as wallet_id, wallets.held, holds.amount as open_holds
      from wallets left join (
        select wallet_id, sum(amount)::bigint as amount from credit_holds
        where captured_at is null and released_at is null group by wallet_id
      ) holds on holds.wallet_id = wallets.id
      where wallets.held <> coalesce(holds.amount, 0)`,
  },
  {
    name: "never_owed_beside_available",
    sentence: "Nobody owes credits while having some: debt is repaid first.",
    broken: (sql) =>
      sql`select id as wallet_id, owed, available from wallets where owed > 0 and available > 0`,
  },
  {
    name: "next_expiry_is_never_late",
    sentence:
      "No grant expires and no hold ends before the date on its wallet, which tells when the balance changes.",
    broken: (sql) => sql`
      select wallets.id as wallet_id, wallets.next_expiry_at, changes.what, changes.id, changes.at
      from wallets join (
        select wallet_id, 'grant expires' as what, id, expires_at as at from credit_grants where available > 0
        union all
        select wallet_id, 'hold ends', id, expires_at from credit_holds
        where captured_at is null and released_at is null
      ) changes on changes.wallet_id = wallets.id
      where changes.at < coalesce(wallets.next_expiry_at, 'infinity')`,
  },
];
