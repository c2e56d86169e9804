import type { Tx } from "@/db/client";
import { now } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { type Result, refuse } from "@/lib/platform/result";
import { bringUpToDate } from "./bring-up-to-date";
import { planWholeDraw, readDrawableGrants } from "./draw-from-wallet";
import { findFirstUse, versionAfter } from "./find-first-use";
import { type LockedWallet, lockWallet } from "./lock-wallet";
import type { Move } from "./moves";
import { earliest } from "./next-change";
import { type Operation, postOperation } from "./post-operation";
import { type AdjustRefusal, refusalOfAmount } from "./refusals";
import { hashOfRequest } from "./request-hash";

export type AdjustRequest = {
  walletId: string;
  /** Names this adjustment for good within the wallet. */
  key: string;
  /** More than 0 to give credits, less to take some. */
  credits: number;
  /** Why, for the person and for whoever looks at it years later. */
  reason: string;
  /** The user id of the operator who decides it. */
  operator: string;
  /** When given credits expire; without it they do not. Says nothing when credits are taken. */
  expiresAt?: Date | null;
};

/** `grantId` is the grant made of given credits, `repaid` what of it went to debt; `draws` is what was taken. */
export type Adjusted = {
  replayed: boolean;
  version: number;
  grantId: string | null;
  repaid: number;
  draws: { grantId: string; amount: number }[];
};

/**
 * Corrects a wallet by hand, once per key, with a reason and the operator's name on it: given credits are a new
 * grant, which repays debt first; taken ones leave the grants in draw order, all or none, and never make debt. Moves
 * totals and version and records `credits.adjusted`, all in the caller's transaction. The same request again gets
 * the first answer with `replayed`; a refusal leaves the key free.
 *
 * Refusals, in this order: `wallet_not_found`, `amount_zero`, `amount_too_large`, `reason_missing`,
 * `expiry_in_the_past` (not for a repetition), `idempotency_key_reused`, `insufficient_credits`.
 */
export async function adjustCredits(
  tx: Tx,
  request: AdjustRequest,
): Promise<Result<Adjusted, AdjustRefusal>> {
  const locked = await lockWallet(tx, request.walletId);
  if (!locked) return refuse("wallet_not_found");
  const refusal = refusalOfRequest(request);
  if (refusal) return refuse(refusal);
  const at = now();
  const wallet = await bringUpToDate(tx, locked, at);
  const first = await findFirstUse(tx, wallet.id, nameOf(request));
  if (first?.hasSameContent) return toAnswer(first.entries, { replayed: true, version: versionAfter(first) });
  const { credits, expiresAt } = request;
  if (credits > 0 && expiresAt && expiresAt <= at) return refuse("expiry_in_the_past");
  if (first) return refuse("idempotency_key_reused");
  if (wallet.available < -credits) return refuse("insufficient_credits");

  const operation =
    credits > 0 ? toGift(wallet, request, at) : toTaking(request, at, await planTaking(tx, wallet, -credits));
  const posted = await postOperation(tx, wallet, operation);
  if (!posted) throw new Error(`operation_key_taken: ${operation.key} was free under the lock`);
  return toAnswer(operation.moves, { replayed: false, version: posted.version });
}

function refusalOfRequest({ credits, reason, operator }: AdjustRequest): AdjustRefusal | null {
  if (operator.trim() === "") throw new Error("operator_missing: somebody decides every adjustment");
  if (credits === 0) return "amount_zero";
  if (refusalOfAmount(Math.abs(credits))) return "amount_too_large";
  return reason.trim() === "" ? "reason_missing" : null;
}

function toGift(wallet: LockedWallet, request: AdjustRequest, at: Date): Operation {
  const { credits, expiresAt = null } = request;
  const id = newId();
  const repaid = Math.min(wallet.owed, credits);
  const moves: Move[] = [{ grantId: id, from: "issued", to: "available", amount: credits }];
  if (repaid > 0) moves.push({ grantId: id, from: "available", to: "owed", amount: repaid });
  const sourceKey = nameOf(request).key;
  return {
    ...common(request, at),
    moves,
    newGrant: {
      id,
      source: "adjustment",
      sourceKey,
      stripePaymentIntentId: null,
      amount: credits,
      expiresAt,
    },
    nextExpiryAt: credits > repaid ? earliest(wallet.nextExpiryAt, expiresAt) : wallet.nextExpiryAt,
    fact: {
      type: "credits.adjusted",
      subject: id,
      data: { credits, repaid, reason: request.reason, expiresAt: expiresAt?.toISOString() ?? null },
    },
  };
}

type Taking = { moves: Move[]; nextExpiryAt: Date | null };

async function planTaking(tx: Tx, wallet: LockedWallet, credits: number): Promise<Taking> {
  const first = await readDrawableGrants(tx, wallet.id);
  const { plan, nextExpiryAt } = await planWholeDraw(tx, wallet, first, credits);
  const moves = plan.draws.map(
    ({ grantId, amount }): Move => ({ grantId, from: "available", to: "reversed", amount }),
  );
  return { moves, nextExpiryAt };
}

function toTaking(request: AdjustRequest, at: Date, { moves, nextExpiryAt }: Taking): Operation {
  const { credits, reason } = request;
  return {
    ...common(request, at),
    moves,
    newGrant: null,
    nextExpiryAt,
    fact: { type: "credits.adjusted", subject: nameOf(request).key, data: { credits, reason } },
  };
}

function common(request: AdjustRequest, at: Date) {
  const { credits, reason, operator } = request;
  const kind = "adjust" as const;
  return { ...nameOf(request), kind, amount: Math.abs(credits), reference: reason, operator, at };
}

function nameOf(request: AdjustRequest): { key: string; requestHash: string } {
  const { credits, reason, operator, expiresAt = null } = request;
  return {
    key: `adjust:${request.key}`,
    requestHash: hashOfRequest({ credits, reason, operator, expiresAt }),
  };
}

/** The answer that these lines give, now or read back. */
function toAnswer(
  moves: readonly Move[],
  { replayed, version }: { replayed: boolean; version: number },
): { ok: true } & Adjusted {
  const issue = moves.find(({ from }) => from === "issued");
  const repaid = moves.reduce((sum, { to, amount }) => sum + (to === "owed" ? amount : 0), 0);
  const taken = moves.filter(({ to }) => to === "reversed");
  const draws = taken.map(({ grantId, amount }) => ({ grantId, amount }));
  return { ok: true, replayed, version, grantId: issue?.grantId ?? null, repaid, draws };
}
