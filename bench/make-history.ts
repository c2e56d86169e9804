import { type Sql, sql } from "@/db/client";

export type History = {
  /** Wallets, and how many entries each has: one grant, then spends of one credit. */
  wallets: number;
  entriesEach: number;
  /** Entries of the first wallet, which has a longer history than all others. */
  entriesOfFirst: number;
  /** Whether every operation has its fact in the outbox, as it would; ten million of them tell nothing more here. */
  withFacts: boolean;
};

/** The id of the nth wallet of a history, from 0. Its one grant has the same. */
export function walletIdAt(index: number): string {
  return `019a0000-0000-7000-8000-${index.toString(16).padStart(12, "0")}`;
}

/**
 * Writes a history as the verbs would have written it, at a speed they could not: in the order of the keys, so that
 * every index only grows at its end, and without asking for each row whether what it refers to is there.
 */
export async function makeHistory(history: History): Promise<void> {
  await unasked((query) => writeWallets(query, history));
  await Promise.all([unasked(writeOperations), unasked(writeEntries)]);
  if (history.withFacts) await unasked(writeFacts);
  await sql()`drop table bench_wallets`;
  for (const table of ["wallets", "credit_grants", "ledger_operations", "ledger_entries", "outbox_events"])
    await sql()`vacuum analyze ${sql()(table)}`;
}

/** A transaction in which no row is asked whether what it refers to is there: that is how a replica writes. */
async function unasked(write: (query: Sql) => Promise<void>): Promise<void> {
  await sql().begin(async (transaction) => {
    const query = transaction as unknown as Sql;
    await query`set local session_replication_role = replica`;
    await write(query);
  });
}

async function writeWallets(query: Sql, { wallets, entriesEach, entriesOfFirst }: History): Promise<void> {
  await query`
    create table bench_wallets as
    select ('019a0000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid as id,
           case when n = 0 then ${entriesOfFirst}::bigint else ${entriesEach}::bigint end as entries,
           -- Enough for all spends of the history and for those of a measurement.
           ${Math.max(entriesEach, entriesOfFirst) + 1_000_000}::bigint as granted,
           timestamptz '2026-01-01' as begun
    from generate_series(0, ${wallets - 1}::bigint) as n`;
  await query`
    insert into wallets (id, available, version, created_at, updated_at)
    select id, granted - (entries - 1), entries, begun, begun + entries * interval '1 second' from bench_wallets`;
  await query`
    insert into credit_grants (wallet_id, id, source, source_key, amount, available, created_at)
    select id, id, 'adjustment', 'bench', granted, granted - (entries - 1), begun from bench_wallets`;
}

async function writeOperations(query: Sql): Promise<void> {
  await query`
    insert into ledger_operations (wallet_id, key, kind, amount, request_hash, created_at)
    select id, case when n = 1 then 'grant:bench' else 'spend:bench-' || lpad(n::text, 9, '0') end,
           case when n = 1 then 'grant' else 'spend' end, case when n = 1 then granted else 1 end,
           repeat('0', 64), begun + n * interval '1 second'
    from bench_wallets, generate_series(1, entries) as n`;
}

async function writeEntries(query: Sql): Promise<void> {
  await query`
    insert into ledger_entries
      (wallet_id, seq, operation_key, grant_id, from_bucket, to_bucket, amount, created_at)
    select id, n, case when n = 1 then 'grant:bench' else 'spend:bench-' || lpad(n::text, 9, '0') end, id,
           case when n = 1 then 'issued' else 'available' end, case when n = 1 then 'available' else 'spent' end,
           case when n = 1 then granted else 1 end, begun + n * interval '1 second'
    from bench_wallets, generate_series(1, entries) as n`;
}

async function writeFacts(query: Sql): Promise<void> {
  await query`
    insert into outbox_events (wallet_id, id, type, subject, wallet_version, data, occurred_at)
    select entries.wallet_id, gen_random_uuid(),
           case when entries.seq = 1 then 'credits.granted' else 'credits.spent' end,
           case when entries.seq = 1 then entries.grant_id::text else entries.operation_key end, entries.seq,
           jsonb_build_object('credits', entries.amount), entries.created_at
    from ledger_entries entries`;
}
