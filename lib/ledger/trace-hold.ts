import { sql } from "@/db/client";
import { findHold } from "./find-hold";
import type { HoldView } from "./views";

/** A hold with the numbers of the entries at which it began and, when it has, ended. */
export type TracedHold = HoldView & { beganAt: number; endedAtEntry: number | null };

/** The hold that an operation opened or ended, by the operation's key. Null when it did neither. */
export async function traceHold(walletId: string, key: string): Promise<TracedHold | null> {
  const [trace] = await sql()<{ id: string; beganAt: number; endedAtEntry: number | null }[]>`
    select holds.id,
      (select max(seq) from ledger_entries
       where wallet_id = holds.wallet_id and operation_key = holds.operation_key) as "beganAt",
      (select max(seq) from ledger_entries
       where wallet_id = holds.wallet_id
         and operation_key in ('capture:' || holds.id, 'release:' || holds.id)) as "endedAtEntry"
    from credit_holds holds
    where holds.wallet_id = ${walletId} and (holds.operation_key = ${key} or holds.id = ${idOfHold(key)}::uuid)`;
  const hold = trace && (await findHold(walletId, trace.id));
  return hold ? { ...hold, beganAt: trace.beganAt, endedAtEntry: trace.endedAtEntry } : null;
}

/** The end of a hold is named by its id. */
function idOfHold(key: string): string | null {
  return /^(?:capture|release):([0-9a-f-]{36})$/.exec(key)?.[1] ?? null;
}
