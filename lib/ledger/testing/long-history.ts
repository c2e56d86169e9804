import { sql } from "@/db/client";
import { inTransaction } from "@/db/transaction";
import { now } from "@/lib/platform/clock";
import { grant } from "./people";

/**
 * Gives an empty wallet a grant and then that many spends of one credit, written as the verb writes them but in
 * bulk: a history of years in seconds. It is for those who read: the outbox is told nothing of the spends. The grant is entry 1, now; spend `n` is entry `n + 1`, says "job n", and
 * comes `everyMs` after the one before.
 */
export async function makeLongHistory(
  walletId: string,
  { spends, everyMs }: { spends: number; everyMs: number },
): Promise<void> {
  const from = now();
  const granted = await grant(walletId, { sourceKey: "long history", credits: spends, reference: "a gift" });
  if (!granted.ok || granted.version !== 1) throw new Error("a long history begins in an empty wallet");
  await inTransaction(async (tx) => {
    // The rows fit each other by construction; looking up both ends of each would take most of the time.
    await tx`set local session_replication_role = replica`;
    await tx`
      insert into ledger_operations (wallet_id, key, kind, amount, reference, request_hash, created_at)
      select ${walletId}, 'spend:' || n, 'spend', 1, 'job ' || n, '-',
             ${from}::timestamptz + n * ${everyMs}::float8 * interval '1 ms'
      from generate_series(1, ${spends}::int) as n`;
    await tx`
      insert into ledger_entries (wallet_id, seq, operation_key, grant_id, from_bucket, to_bucket, amount, created_at)
      select ${walletId}, n + 1, 'spend:' || n, ${granted.grantId}, 'available', 'spent', 1,
             ${from}::timestamptz + n * ${everyMs}::float8 * interval '1 ms'
      from generate_series(1, ${spends}::int) as n`;
    await tx`update credit_grants set available = 0 where wallet_id = ${walletId}`;
    await tx`update wallets set available = 0, version = ${spends + 1} where id = ${walletId}`;
  });
  // What the database's own housekeeping would notice a minute later: these tables have grown.
  for (const table of ["ledger_operations", "ledger_entries"]) await sql()`analyze ${sql()(table)}`;
}
