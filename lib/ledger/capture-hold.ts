import type { Tx } from "@/db/client";
import { type Result, refuse } from "@/lib/platform/result";
import { bringUpToDate } from "./bring-up-to-date";
import { divideHold, type HeldPart, movesOfReturn } from "./end-of-hold";
import { findFirstUse, versionAfter } from "./find-first-use";
import { keepReturned } from "./keep-on-return";
import { type LockedHold, lockHold } from "./lock-hold";
import type { Move } from "./moves";
import { postOperation } from "./post-operation";
import { type CaptureRefusal, refusalOfAmount } from "./refusals";
import { hashOfRequest } from "./request-hash";

export type CaptureRequest = {
  walletId: string;
  holdId: string;
  /** How much of the hold was used; null for all of it. */
  credits: number | null;
  /** A word for people; that of the hold unless told. */
  reference?: string | null;
};

/** `draws` are the grants that paid `captured`; `released` credits went back, debt first. */
export type Captured = {
  replayed: boolean;
  holdId: string;
  version: number;
  captured: number;
  released: number;
  draws: HeldPart[];
};

/** What is asked of a hold, once the hold is known. */
type Capture = { holdId: string; credits: number; reference: string | null };

/**
 * Ends a hold by using its credits, all or a part, once. A part is taken from what was drawn first; the rest goes back
 * to the very grants it came from, where debt is repaid first, what is past its date expires at once, and what is
 * disputed is kept back. Moves totals and version and records `credits.captured`, all in the caller's transaction. The
 * same capture again gets the first answer with `replayed`. A hold whose time is over cannot be captured, also when no
 * job has ended it yet. `version` is the wallet's when the capture was written.
 *
 * Refusals, in this order: `wallet_not_found`, `hold_not_found`, `amount_not_positive`, `amount_too_large`,
 * `hold_already_captured` (otherwise than asked now), `hold_already_released`, `hold_expired`, `amount_over_hold`.
 */
export async function captureHold(
  tx: Tx,
  request: CaptureRequest,
): Promise<Result<Captured, CaptureRefusal>> {
  const locked = await lockHold(tx, request);
  if (!locked.ok) return locked;
  const { hold, state } = locked;
  const { holdId, credits, reference } = request;
  const capture = { holdId, credits: credits ?? hold.amount, reference: reference ?? hold.reference };
  const refusal = refusalOfAmount(capture.credits);
  if (refusal) return refuse(refusal);
  if (state === "captured")
    return (await findFirstAnswer(tx, locked, capture)) ?? refuse("hold_already_captured");
  if (state === "released") return refuse("hold_already_released");
  if (state === "expired") return refuse("hold_expired");
  if (capture.credits > hold.amount) return refuse("amount_over_hold");
  return captureOpenHold(tx, locked, capture);
}

async function captureOpenHold(
  tx: Tx,
  { wallet, parts, nextExpiryAt, at, isDisputed }: LockedHold,
  capture: Capture,
): Promise<{ ok: true } & Captured> {
  const { holdId, credits, reference } = capture;
  const { captured, rest } = divideHold(parts, credits);
  const spent = captured.map(({ grantId, amount }): Move => ({ grantId, from: "held", to: "spent", amount }));
  const { moves, returned, repaid } = movesOfReturn(rest, wallet.owed);
  const posted = await postOperation(tx, wallet, {
    ...nameOf(capture),
    kind: "capture",
    amount: credits,
    reference,
    at,
    moves: [...spent, ...moves],
    newGrant: null,
    hold: { does: "capture", id: holdId, captured: credits },
    nextExpiryAt,
    fact: {
      type: "credits.captured",
      subject: holdId,
      data: { credits, released: returned, repaid, reference },
    },
  });
  if (!posted) throw new Error(`operation_key_taken: open hold ${holdId} of wallet ${wallet.id} has ended`);
  const after = await bringUpToDate(tx, posted, at);
  if (isDisputed) await keepReturned(tx, after, at);
  const { version } = posted;
  return {
    ok: true,
    replayed: false,
    holdId,
    version,
    captured: credits,
    released: returned,
    draws: captured,
  };
}

function nameOf({ holdId, credits, reference }: Capture): { key: string; requestHash: string } {
  return { key: `capture:${holdId}`, requestHash: hashOfRequest({ credits, reference }) };
}

/** The answer an equal capture got, read back from what it wrote. */
async function findFirstAnswer(
  tx: Tx,
  { wallet, hold }: LockedHold,
  capture: Capture,
): Promise<({ ok: true } & Captured) | null> {
  const first = await findFirstUse(tx, wallet.id, nameOf(capture));
  if (!first?.hasSameContent) return null;
  const { credits } = capture;
  const draws = first.entries
    .filter(({ to }) => to === "spent")
    .map(({ grantId, amount }) => ({ grantId, amount }));
  return {
    ok: true,
    replayed: true,
    holdId: hold.id,
    version: versionAfter(first),
    captured: credits,
    released: hold.amount - credits,
    draws,
  };
}
