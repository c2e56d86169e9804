import type { Tx } from "@/db/client";
import { keepBack } from "@/lib/ledger/keep-back";
import type { PaidGrant } from "./paid-grants";

/**
 * Keeps back what is disputed of a grant, as far as it is still there: what was spent cannot be kept, and what is on a
 * hold for work in progress is left to that work. Answers how much is kept back then.
 */
export async function keepDisputed(
  tx: Tx,
  walletId: string,
  grant: PaidGrant,
  { credits, disputeId }: { credits: number; disputeId: string | null },
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
  return kept;
}
