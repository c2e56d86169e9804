import type { Tx } from "@/db/client";
import { now } from "@/lib/platform/clock";
import { type Result, refuse } from "@/lib/platform/result";
import { bringUpToDate } from "./bring-up-to-date";
import { lockAndRead, planWholeDraw, readDrawableGrants } from "./draw-from-wallet";
import { findFirstUse, versionAfter } from "./find-first-use";
import type { DrawPlan } from "./plan-draw";
import { type Operation, postOperation } from "./post-operation";
import { refusalOfAmount, type SpendRefusal } from "./refusals";
import { hashOfRequest } from "./request-hash";

export type SpendRequest = {
  walletId: string;
  /** Names this spend for good within the wallet; the same key again spends nothing more. */
  key: string;
  credits: number;
  /** A word for people: what was done with the credits. */
  reference: string | null;
};

/** Which grants paid, in the order in which they were drawn from. `version` is the wallet's after the spend. */
export type Spent = { replayed: boolean; version: number; draws: { grantId: string; amount: number }[] };

/**
 * Uses credits of a wallet, all or none, from its grants in draw order, once per key: the same request again
 * gets the first answer with `replayed`. Moves totals and version and records `credits.spent`, all in the
 * caller's transaction. A refusal takes no credits and leaves the key free, so it may be tried again after a
 * top-up.
 *
 * Refusals, in this order: `wallet_not_found`, `amount_not_positive`, `amount_too_large`,
 * `idempotency_key_reused`, `insufficient_credits`.
 */
export async function spendCredits(tx: Tx, request: SpendRequest): Promise<Result<Spent, SpendRefusal>> {
  const [locked, first] = await lockAndRead(tx, request.walletId);
  if (!locked) return refuse("wallet_not_found");
  const refusal = refusalOfAmount(request.credits);
  if (refusal) return refuse(refusal);
  const at = now();
  const wallet = await bringUpToDate(tx, locked, at);
  if (wallet.available < request.credits) return answerInstead(tx, request);

  const grants = wallet === locked ? first : await readDrawableGrants(tx, wallet.id);
  const { plan, nextExpiryAt } = await planWholeDraw(tx, wallet, grants, request.credits);
  const posted = await postOperation(tx, wallet, toOperation(request, { plan, nextExpiryAt, at }));
  if (!posted) return answerInstead(tx, request);
  const draws = plan.draws.map(({ grantId, amount }) => ({ grantId, amount }));
  return { ok: true, replayed: false, version: posted.version, draws };
}

function toOperation(
  request: SpendRequest,
  { plan, nextExpiryAt, at }: { plan: DrawPlan; nextExpiryAt: Date | null; at: Date },
): Operation {
  const { credits, reference } = request;
  return {
    key: keyOf(request),
    kind: "spend",
    amount: credits,
    reference,
    requestHash: hashOf(request),
    at,
    moves: plan.draws.map(({ grantId, amount }) => ({ grantId, from: "available", to: "spent", amount })),
    newGrant: null,
    nextExpiryAt,
    fact: { type: "credits.spent", subject: keyOf(request), data: { credits, reference } },
  };
}

/** The key of the operation that a spend writes. */
export function keyOf({ key }: SpendRequest): string {
  return `spend:${key}`;
}

/** The fingerprint of what a spend asks for. */
export function hashOf({ credits, reference }: SpendRequest): string {
  return hashOfRequest({ credits, reference });
}

/** The first answer when the key was used for this very request, else why the spend cannot be done. */
async function answerInstead(tx: Tx, request: SpendRequest): Promise<Result<Spent, SpendRefusal>> {
  const operation = { key: keyOf(request), requestHash: hashOf(request) };
  const first = await findFirstUse(tx, request.walletId, operation);
  if (!first) return refuse("insufficient_credits");
  if (!first.hasSameContent) return refuse("idempotency_key_reused");
  const draws = first.entries.map(({ grantId, amount }) => ({ grantId, amount }));
  return { ok: true, replayed: true, version: versionAfter(first), draws };
}
