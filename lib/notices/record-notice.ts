import type { Tx } from "@/db/client";
import { now } from "@/lib/platform/clock";
import type { Notice } from "./notice";
import { expectNotices } from "./waiting-notices";

/**
 * Owes a person a mail, in the transaction of the fact it tells. The same kind about the same thing is owed once,
 * however often it is recorded and whether or not it was sent meanwhile; one that still waits tells the latest facts.
 */
export async function recordNotice(tx: Tx, walletId: string, { kind, subject, data }: Notice): Promise<void> {
  const at = now();
  const row = {
    wallet_id: walletId,
    kind,
    subject,
    data: tx.json(data),
    next_attempt_at: at,
    updated_at: at,
  };
  await tx`
    insert into notices ${tx(row)}
    on conflict (wallet_id, kind, subject) do update set data = excluded.data where notices.state = 'waiting'`;
  expectNotices();
}

/** Takes mails back that were not sent yet, because what they would tell is no longer so. */
export async function withdrawNotices(tx: Tx, walletId: string, subjects: readonly string[]): Promise<void> {
  if (subjects.length === 0) return;
  await tx`
    update notices set state = 'dropped', last_error = 'overtaken', next_attempt_at = null, updated_at = ${now()}
    where wallet_id = ${walletId} and subject in ${tx([...subjects])} and state = 'waiting'`;
}
