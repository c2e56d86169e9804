import type { Tx } from "@/db/client";
import { newId } from "@/lib/platform/ids";
import type { LockedWallet } from "./lock-wallet";
import { postOperation } from "./post-operation";
import { hashOfRequest } from "./request-hash";

/** What is kept back of which grant, under which key. */
export type Keep = { grantId: string; key: string; credits: number };

/** Writes that credits of a grant are kept back, once it is known that they are there and that the key is free. */
export async function postKeep(
  tx: Tx,
  wallet: LockedWallet,
  keep: Keep & { at: Date },
): Promise<LockedWallet> {
  const { grantId, key, credits, at } = keep;
  const id = newId();
  const posted = await postOperation(tx, wallet, {
    ...nameOfKeep(keep),
    kind: "hold",
    amount: credits,
    reference: null,
    at,
    moves: [{ grantId, from: "available", to: "held", amount: credits }],
    newGrant: null,
    hold: { does: "open", id, amount: credits, expiresAt: null, grantId },
    nextExpiryAt: wallet.nextExpiryAt,
    fact: { type: "credits.held", subject: id, data: { credits, reference: null, expiresAt: null } },
  });
  if (!posted) throw new Error(`operation_key_taken: ${key} was free under the lock`);
  return posted;
}

export function nameOfKeep({ grantId, key, credits }: Keep): { key: string; requestHash: string } {
  return { key: `keep:${key}`, requestHash: hashOfRequest({ grantId, credits }) };
}
