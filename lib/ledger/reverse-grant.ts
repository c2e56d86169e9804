import type { Tx } from "@/db/client";
import { now } from "@/lib/platform/clock";
import { type Result, refuse } from "@/lib/platform/result";
import { bringUpToDate } from "./bring-up-to-date";
import { readDrawableGrants } from "./draw-from-wallet";
import { type FirstUse, findFirstUse, versionAfter } from "./find-first-use";
import { type LockedWallet, lockWallet } from "./lock-wallet";
import type { Move } from "./moves";
import { planDraw } from "./plan-draw";
import { type Operation, postOperation } from "./post-operation";
import { type ReverseRefusal, refusalOfAmount } from "./refusals";
import { hashOfRequest } from "./request-hash";

export type ReverseRequest = {
  walletId: string;
  /** The grant whose credits are taken back: that of the payment which was refunded. */
  grantId: string;
  /** Business key of why: `refund:<id>`, `dispute:<id>:<step>`. */
  key: string;
  credits: number;
  /** A word for people: the refund's id, what it was for. */
  reference: string | null;
};

/** Where the credits came from: the grant itself, other grants, or nowhere yet, so that they are owed. */
export type ReversedFrom = { own: number; others: number; owed: number };
export type Reversed = { replayed: boolean; version: number; reversed: ReversedFrom };

/**
 * Takes credits of a grant back, all that is asked for, once per key: first what the grant itself has available,
 * then other grants in draw order, and what nobody has any more becomes debt. Held credits are left alone; when
 * their hold ends, what it gives back repays the debt. Moves totals and version and records `credits.reversed`, all
 * in the caller's transaction. The same request again gets the first answer with `replayed`.
 *
 * Refusals, in this order: `wallet_not_found`, `grant_not_found`, `amount_not_positive`, `amount_too_large`,
 * `idempotency_key_reused`, `reversal_over_grant` (more in all than was granted).
 */
export async function reverseGrant(
  tx: Tx,
  request: ReverseRequest,
): Promise<Result<Reversed, ReverseRefusal>> {
  const locked = await lockWallet(tx, request.walletId);
  if (!locked) return refuse("wallet_not_found");
  const at = now();
  const wallet = await bringUpToDate(tx, locked, at);
  const grant = await readReversibleGrant(tx, request);
  if (!grant) return refuse("grant_not_found");
  const refusal = refusalOfAmount(request.credits);
  if (refusal) return refuse(refusal);
  const first = await findFirstUse(tx, wallet.id, nameOf(request));
  if (first) return first.hasSameContent ? toFirstAnswer(first, request) : refuse("idempotency_key_reused");
  if (grant.reversed + request.credits > grant.amount) return refuse("reversal_over_grant");

  const { moves, reversed } = await planReversal(tx, wallet, grant, request.credits);
  const posted = await postOperation(tx, wallet, toOperation(wallet, request, { moves, reversed, at }));
  if (!posted) throw new Error(`operation_key_taken: ${request.key} was free under the lock`);
  return { ok: true, replayed: false, version: posted.version, reversed };
}

type ReversibleGrant = { id: string; amount: number; available: number; reversed: number };

async function readReversibleGrant(tx: Tx, request: ReverseRequest): Promise<ReversibleGrant | null> {
  const { walletId, grantId } = request;
  const [grant] = await tx<ReversibleGrant[]>`
    select id, amount, available,
      (select coalesce(sum(operations.amount), 0)::bigint from ledger_operations operations
       where operations.wallet_id = ${walletId} and operations.reversed_grant_id = ${grantId}) as reversed
    from credit_grants where wallet_id = ${walletId} and id = ${grantId}`;
  return grant ?? null;
}

async function planReversal(
  tx: Tx,
  wallet: LockedWallet,
  grant: ReversibleGrant,
  credits: number,
): Promise<{ moves: Move[]; reversed: ReversedFrom }> {
  const own = Math.min(grant.available, credits);
  const others = Math.min(wallet.available - grant.available, credits - own);
  const owed = credits - own - others;
  const grants = others > 0 ? await readDrawableGrants(tx, wallet.id, null) : [];
  const { draws } = planDraw(
    grants.filter(({ id }) => id !== grant.id),
    others,
  );
  const moves: Move[] = [{ grantId: grant.id, amount: own }, ...draws].map(({ grantId, amount }) => ({
    grantId,
    from: "available",
    to: "reversed",
    amount,
  }));
  moves.push({ grantId: grant.id, from: "owed", to: "reversed", amount: owed });
  return { moves: moves.filter(({ amount }) => amount > 0), reversed: { own, others, owed } };
}

function toOperation(
  wallet: LockedWallet,
  request: ReverseRequest,
  { moves, reversed, at }: { moves: Move[]; reversed: ReversedFrom; at: Date },
): Operation {
  const { grantId, credits, reference } = request;
  return {
    ...nameOf(request),
    kind: "reverse",
    amount: credits,
    reference,
    at,
    moves,
    newGrant: null,
    reversedGrantId: grantId,
    // Perhaps that of a grant emptied just now: too early, which the next look at it corrects.
    nextExpiryAt: wallet.nextExpiryAt,
    fact: { type: "credits.reversed", subject: grantId, data: { credits, ...reversed, reference } },
  };
}

function nameOf({ key, grantId, credits, reference }: ReverseRequest): { key: string; requestHash: string } {
  return { key: `reverse:${key}`, requestHash: hashOfRequest({ grantId, credits, reference }) };
}

function toFirstAnswer(first: FirstUse, { grantId }: ReverseRequest): { ok: true } & Reversed {
  const reversed = { own: 0, others: 0, owed: 0 };
  for (const entry of first.entries) {
    const from = entry.from === "owed" ? "owed" : entry.grantId === grantId ? "own" : "others";
    reversed[from] += entry.amount;
  }
  return { ok: true, replayed: true, version: versionAfter(first), reversed };
}
