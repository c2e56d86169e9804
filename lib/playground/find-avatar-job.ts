import { sql } from "@/db/client";
import { findHold } from "@/lib/ledger/find-hold";
import { findOperation } from "@/lib/ledger/find-operation";
import type { AvatarJobView } from "./views";

/** What became of a job, read from the ledger: the playground keeps nothing of its own. Null when it never began. */
export async function findAvatarJob(walletId: string, jobId: string): Promise<AvatarJobView | null> {
  const key = `hold:avatar:${jobId}`;
  const [row] = await sql()<{ id: string }[]>`
    select id from credit_holds where wallet_id = ${walletId} and operation_key = ${key}`;
  const hold = row && (await findHold(walletId, row.id));
  if (!hold) return null;
  const found = await Promise.all(
    [key, `capture:${hold.id}`, `release:${hold.id}`].map((one) => findOperation(walletId, one)),
  );
  return {
    word: (hold.reference ?? "").replace(/^avatar of /, ""),
    state: hold.state,
    operations: found.filter((one) => one !== null),
  };
}
