import type { Tx } from "@/db/client";
import { now } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { type Result, refuse } from "@/lib/platform/result";
import { bringUpToDate } from "./bring-up-to-date";
import { lockAndRead, planWholeDraw, readDrawableGrants } from "./draw-from-wallet";
import type { HeldPart } from "./end-of-hold";
import { findFirstUse, versionAfter } from "./find-first-use";
import { earliest } from "./next-change";
import { type Operation, postOperation } from "./post-operation";
import { type HoldRefusal, refusalOfAmount } from "./refusals";
import { hashOfRequest } from "./request-hash";

const MINUTE_MS = 60_000;

/** Long enough for a job that somebody waits for; work that takes longer says so. */
export const HOLD_MS_DEFAULT = 15 * MINUTE_MS;
/** A day. Whatever reserves credits for longer has forgotten them, and they are a person's. */
export const HOLD_MS_MAX = 24 * 60 * MINUTE_MS;

export type HoldRequest = {
  walletId: string;
  /** Names this hold for good within the wallet; the same key again holds nothing more. */
  key: string;
  credits: number;
  /** A word for people: what the credits are reserved for. */
  reference: string | null;
  /** How long until the hold ends by itself; 15 minutes unless told, a day at most. */
  forMs?: number;
};

/** `draws` are what each grant put aside, in draw order; `version` is the wallet's when the hold was written. */
export type Held = {
  replayed: boolean;
  holdId: string;
  version: number;
  expiresAt: Date;
  draws: HeldPart[];
};

/**
 * Reserves credits of a wallet for work in progress, all or none, from its grants in draw order, once per key: the
 * same request again gets the first answer with `replayed`, also when the hold has ended since. Held credits can
 * neither be spent otherwise nor expire nor be taken back, so a capture in time cannot fail. At `expiresAt` the
 * hold ends by itself. Moves totals and version and records `credits.held`, all in the caller's transaction. A
 * refusal leaves the key free.
 *
 * Refusals, in this order: `wallet_not_found`, `amount_not_positive`, `amount_too_large`, `hold_too_long`,
 * `idempotency_key_reused`, `insufficient_credits`.
 */
export async function holdCredits(tx: Tx, request: HoldRequest): Promise<Result<Held, HoldRefusal>> {
  const [locked, first] = await lockAndRead(tx, request.walletId);
  if (!locked) return refuse("wallet_not_found");
  const refusal = refusalOfAmount(request.credits) ?? refusalOfLength(lengthOf(request));
  if (refusal) return refuse(refusal);
  const at = now();
  const wallet = await bringUpToDate(tx, locked, at);
  if (wallet.available < request.credits) return answerInstead(tx, request);

  const grants = wallet === locked ? first : await readDrawableGrants(tx, wallet.id);
  const { plan, nextExpiryAt } = await planWholeDraw(tx, wallet, grants, request.credits);
  const draws = plan.draws.map(({ grantId, amount }) => ({ grantId, amount }));
  const holdId = newId();
  const expiresAt = new Date(at.getTime() + lengthOf(request));
  const operation = toOperation(request, { holdId, draws, expiresAt, nextExpiryAt, at });
  const posted = await postOperation(tx, wallet, operation);
  if (!posted) return answerInstead(tx, request);
  return { ok: true, replayed: false, holdId, version: posted.version, expiresAt, draws };
}

function toOperation(
  request: HoldRequest,
  hold: { holdId: string; draws: HeldPart[]; expiresAt: Date; nextExpiryAt: Date | null; at: Date },
): Operation {
  const { credits, reference } = request;
  const { holdId, draws, expiresAt, nextExpiryAt, at } = hold;
  return {
    key: keyOf(request),
    kind: "hold",
    amount: credits,
    reference,
    requestHash: hashOf(request),
    at,
    moves: draws.map(({ grantId, amount }) => ({ grantId, from: "available", to: "held", amount })),
    newGrant: null,
    hold: { does: "open", id: holdId, amount: credits, expiresAt },
    nextExpiryAt: earliest(nextExpiryAt, expiresAt),
    fact: {
      type: "credits.held",
      subject: holdId,
      data: { credits, reference, expiresAt: expiresAt.toISOString() },
    },
  };
}

function lengthOf({ forMs }: HoldRequest): number {
  return forMs ?? HOLD_MS_DEFAULT;
}

/** No length at all is a fault of the caller, as a fraction of a credit is. */
function refusalOfLength(forMs: number): "hold_too_long" | null {
  if (!(Number.isInteger(forMs) && forMs > 0)) throw new Error(`hold_length_not_positive: ${forMs} ms`);
  return forMs > HOLD_MS_MAX ? "hold_too_long" : null;
}

function keyOf({ key }: HoldRequest): string {
  return `hold:${key}`;
}

function hashOf(request: HoldRequest): string {
  const { credits, reference } = request;
  return hashOfRequest({ credits, reference, forMs: lengthOf(request) });
}

/** The first answer when the key was used for this very request, else why the credits cannot be held. */
async function answerInstead(tx: Tx, request: HoldRequest): Promise<Result<Held, HoldRefusal>> {
  const key = keyOf(request);
  const first = await findFirstUse(tx, request.walletId, { key, requestHash: hashOf(request) });
  if (!first) return refuse("insufficient_credits");
  if (!first.hasSameContent) return refuse("idempotency_key_reused");
  const [hold] = await tx<{ id: string; expiresAt: Date }[]>`
    select id, expires_at as "expiresAt" from credit_holds
    where wallet_id = ${request.walletId} and operation_key = ${key}`;
  if (!hold) throw new Error(`hold_missing: ${key} of wallet ${request.walletId} has entries and no hold`);
  const draws = first.entries.map(({ grantId, amount }) => ({ grantId, amount }));
  return {
    ok: true,
    replayed: true,
    holdId: hold.id,
    version: versionAfter(first),
    expiresAt: hold.expiresAt,
    draws,
  };
}
