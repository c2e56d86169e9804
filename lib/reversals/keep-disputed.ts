import type { Tx } from "@/db/client";
import { keepBack } from "@/lib/ledger/keep-back";
import { keepOnReturn } from "@/lib/ledger/keep-on-return";
import type { PaidGrant } from "./paid-grants";

type Disputed = { credits: number; disputeId: string | null };

/**
 * Keeps back what is disputed of a grant, as far as it is still there: what was spent cannot be kept, and what is on a
 * hold for work in progress is left to that work, and kept when that gives it back. Answers how much is kept back now.
 */
export async function keepDisputed(
  tx: Tx,
  walletId: string,
  grant: PaidGrant,
  { credits, disputeId }: Disputed,
): Promise<number> {
  let kept = grant.parts.reduce((sum, part) => sum + part.kept, 0);
  for (const part of grant.parts) {
    const more = Math.min(part.available, credits - kept);
    if (more <= 0) continue;
    const key = `dispute:${disputeId}:${part.id}:${part.keeps + 1}`;
    const answer = await keepBack(tx, { walletId, grantId: part.id, key, credits: more });
    if (!answer.ok) throw new Error(`keep_refused: ${answer.refusal} for grant ${part.id} of ${disputeId}`);
    kept += more;
  }
  await keepRestOnReturn(tx, walletId, grant, { credits: credits - kept, disputeId });
  return kept;
}

async function keepRestOnReturn(
  tx: Tx,
  walletId: string,
  grant: PaidGrant,
  { credits, disputeId }: Disputed,
): Promise<void> {
  let missing = credits;
  for (const part of grant.parts) {
    const onReturn = Math.max(Math.min(part.onWork, missing), 0);
    missing -= onReturn;
    if (onReturn === part.keepOnReturn) continue;
    const key = `dispute:${disputeId}:${part.id}`;
    await keepOnReturn(tx, walletId, { grantId: part.id, key, credits: onReturn });
  }
}
