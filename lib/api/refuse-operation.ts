import type { Tx } from "@/db/client";
import { lockWallet } from "@/lib/ledger/lock-wallet";
import type { Refused } from "./operation";
import { PROBLEM_STATUS, type ProblemCode } from "./problems";

/**
 * What the ledger's refusal is called outside: the same name, for every one a caller can cause. Those that a checked
 * request of a working key cannot cause throw, because then the fault is ours.
 */
export async function refuseOperation(
  tx: Tx,
  walletId: string,
  refusal: string,
  credits: number,
): Promise<Refused> {
  if (refusal === "insufficient_credits") return refuseForLack(tx, walletId, credits);
  if (!isProblem(refusal)) throw new Error(`refusal_unexpected: ${refusal} in wallet ${walletId}`);
  return { ok: false, code: refusal };
}

function isProblem(refusal: string): refusal is ProblemCode {
  return Object.hasOwn(PROBLEM_STATUS, refusal);
}

/** Says what there is and what lacks, as of the refusal: the lock is still held. */
async function refuseForLack(tx: Tx, walletId: string, credits: number): Promise<Refused> {
  const wallet = await lockWallet(tx, walletId);
  const available = wallet?.available ?? 0;
  const missing = credits - available;
  const detail = `${available} credits are available, ${missing} less than this takes.`;
  return { ok: false, code: "insufficient_credits", details: { detail, more: { available, missing } } };
}
