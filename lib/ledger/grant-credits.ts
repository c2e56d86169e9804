import type { Tx } from "@/db/client";
import { now } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { type Result, refuse } from "@/lib/platform/result";
import { bringUpToDate } from "./bring-up-to-date";
import { findFirstUse, versionAfter } from "./find-first-use";
import { type LockedWallet, lockWallet } from "./lock-wallet";
import type { Move } from "./moves";
import { earliest } from "./next-change";
import { type Operation, postOperation } from "./post-operation";
import { type GrantRefusal, refusalOfAmount } from "./refusals";
import { hashOfRequest } from "./request-hash";
import type { GrantView } from "./views";

export type GrantRequest = {
  source: GrantView["source"];
  /** Business key of what is granted for: `pi:<id>`, `invoice:<id>:<line>`, `adjustment:<id>`. */
  sourceKey: string;
  /** The payment that paid for it; its row must exist in this transaction. */
  stripePaymentIntentId: string | null;
  credits: number;
  /** Part of the content: take it from the fact (when it was paid), not from the clock of this attempt. */
  expiresAt: Date | null;
  /** A word for people: the order's id, an operator's reason. */
  reference: string | null;
};

/** `repaid` credits of the grant went to debt at once. `version` is the wallet's when the grant was written. */
export type Granted = { replayed: boolean; grantId: string; version: number; repaid: number };

/**
 * Puts credits into a wallet as a new grant, once per `sourceKey`: the same request again gets the first answer
 * with `replayed`, another request under the same key is refused. Debt is repaid first. Moves the wallet's
 * totals and version and records `credits.granted`, all in the caller's transaction.
 *
 * Refusals, in this order: `wallet_not_found`, `amount_not_positive`, `amount_too_large`, `expiry_in_the_past`
 * (not for a repetition: the first answer outlives the grant), `idempotency_key_reused`.
 */
export async function grantCredits(
  tx: Tx,
  request: GrantRequest & { walletId: string },
): Promise<Result<Granted, GrantRefusal>> {
  const wallet = await lockWallet(tx, request.walletId);
  if (!wallet) return refuse("wallet_not_found");
  return grantToLockedWallet(tx, wallet, request);
}

/** `grantCredits` for a caller that had to lock the wallet anyway, to write the payment under it. */
export async function grantToLockedWallet(
  tx: Tx,
  locked: LockedWallet,
  request: GrantRequest,
): Promise<Result<Granted, Exclude<GrantRefusal, "wallet_not_found">>> {
  const at = now();
  const refusal = refusalOfAmount(request.credits);
  if (refusal) return refuse(refusal);
  if (request.expiresAt && request.expiresAt <= at)
    return (await findFirstAnswer(tx, locked.id, request)) ?? refuse("expiry_in_the_past");

  const wallet = await bringUpToDate(tx, locked, at);
  const grantId = newId();
  const repaid = Math.min(wallet.owed, request.credits);
  const posted = await postOperation(tx, wallet, toOperation(wallet, request, { grantId, repaid, at }));
  if (posted) return { ok: true, replayed: false, grantId, version: posted.version, repaid };
  return (await findFirstAnswer(tx, wallet.id, request)) ?? refuse("idempotency_key_reused");
}

/** What a grant writes, once the wallet is known. */
export function toOperation(
  wallet: Pick<LockedWallet, "nextExpiryAt">,
  request: GrantRequest,
  { grantId, repaid, at }: { grantId: string; repaid: number; at: Date },
): Operation {
  const { credits, expiresAt, reference, sourceKey, source, stripePaymentIntentId } = request;
  const moves: Move[] = [{ grantId, from: "issued", to: "available", amount: credits }];
  if (repaid > 0) moves.push({ grantId, from: "available", to: "owed", amount: repaid });
  return {
    key: keyOf(sourceKey),
    kind: "grant",
    amount: credits,
    reference,
    requestHash: hashOf(request),
    at,
    moves,
    newGrant: { id: grantId, source, sourceKey, stripePaymentIntentId, amount: credits, expiresAt },
    nextExpiryAt: credits > repaid ? earliest(wallet.nextExpiryAt, expiresAt) : wallet.nextExpiryAt,
    fact: {
      type: "credits.granted",
      subject: grantId,
      data: { source, credits, repaid, reference, expiresAt: expiresAt?.toISOString() ?? null },
    },
  };
}

function keyOf(sourceKey: string): string {
  return `grant:${sourceKey}`;
}

function hashOf({ source, stripePaymentIntentId, credits, expiresAt, reference }: GrantRequest): string {
  return hashOfRequest({ source, stripePaymentIntentId, credits, expiresAt, reference });
}

/** The answer an equal request got, read back from what it wrote. */
async function findFirstAnswer(
  tx: Tx,
  walletId: string,
  request: GrantRequest,
): Promise<({ ok: true } & Granted) | null> {
  const operation = { key: keyOf(request.sourceKey), requestHash: hashOf(request) };
  const first = await findFirstUse(tx, walletId, operation);
  const issue = first?.entries.find((entry) => entry.from === "issued");
  if (!first?.hasSameContent || !issue) return null;
  const repaid = first.entries.reduce((sum, entry) => sum + (entry.to === "owed" ? entry.amount : 0), 0);
  return { ok: true, replayed: true, grantId: issue.grantId, version: versionAfter(first), repaid };
}
