import type { Tx } from "@/db/client";
import { now } from "@/lib/platform/clock";
import { type Result, refuse } from "@/lib/platform/result";
import { bringUpToDate } from "./bring-up-to-date";
import { findFirstUse, versionAfter } from "./find-first-use";
import { type LockedWallet, lockWallet } from "./lock-wallet";
import { type DrawableGrant, type DrawPlan, planDraw } from "./plan-draw";
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

  const grants = wallet === locked ? first : await readDrawableGrants(tx, wallet.id, GRANTS_READ_FIRST);
  const { plan, nextExpiryAt } = await planSpend(tx, wallet, grants, request.credits);
  const posted = await postOperation(tx, wallet, toOperation(request, { plan, nextExpiryAt, at }));
  if (!posted) return answerInstead(tx, request);
  const draws = plan.draws.map(({ grantId, amount }) => ({ grantId, amount }));
  return { ok: true, replayed: false, version: posted.version, draws };
}

/** Nearly every spend is paid by the first few grants; a wallet with thousands is not read whole for it. */
const GRANTS_READ_FIRST = 20;

/**
 * Two statements in one round trip. They run one after the other, each with a snapshot of its own: the second
 * begins when the lock is held, so it reads what the lock's last holder committed.
 */
function lockAndRead(tx: Tx, walletId: string) {
  return Promise.all([lockWallet(tx, walletId), readDrawableGrants(tx, walletId, GRANTS_READ_FIRST)]);
}

async function planSpend(
  tx: Tx,
  wallet: LockedWallet,
  first: readonly DrawableGrant[],
  credits: number,
): Promise<{ plan: DrawPlan; nextExpiryAt: Date | null }> {
  const plan = planDraw(first, credits);
  if (first.length < GRANTS_READ_FIRST && plan.missing === 0)
    return { plan, nextExpiryAt: nextChangeAfter(wallet, first, plan) };
  // Of the grants not read, the wallet's date is all we know. It may be too early, which is harmless.
  if (plan.missing === 0) return { plan, nextExpiryAt: wallet.nextExpiryAt };
  const grants = await readDrawableGrants(tx, wallet.id, null);
  const whole = planDraw(grants, credits);
  if (whole.missing > 0) throw new Error(`wallet_totals_differ: wallet ${wallet.id} has less than it says`);
  return { plan: whole, nextExpiryAt: nextChangeAfter(wallet, grants, whole) };
}

/** Of open holds, too, the wallet's date is all we know. */
function nextChangeAfter(
  wallet: LockedWallet,
  grants: readonly DrawableGrant[],
  plan: DrawPlan,
): Date | null {
  return wallet.held > 0 ? wallet.nextExpiryAt : firstExpiryAfter(grants, plan);
}

async function readDrawableGrants(tx: Tx, walletId: string, limit: number | null): Promise<DrawableGrant[]> {
  return tx<DrawableGrant[]>`
    select id, available, priority, expires_at as "expiresAt", created_at as "createdAt"
    from credit_grants where wallet_id = ${walletId} and available > 0
    order by priority, expires_at nulls last, created_at, id
    limit ${limit}::bigint`;
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

/** The soonest date among the grants the draw leaves credits in. */
function firstExpiryAfter(grants: readonly DrawableGrant[], plan: DrawPlan): Date | null {
  const emptied = new Set(plan.draws.filter((draw) => draw.left === 0).map((draw) => draw.grantId));
  return grants
    .filter((grant) => !emptied.has(grant.id))
    .map((grant) => grant.expiresAt)
    .reduce((first, date) => (first && (!date || first <= date) ? first : date), null);
}

function keyOf({ key }: SpendRequest): string {
  return `spend:${key}`;
}

function hashOf({ credits, reference }: SpendRequest): string {
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
