import type { Tx } from "@/db/client";
import { now } from "@/lib/platform/clock";
import { type Result, refuse } from "@/lib/platform/result";
import { bringUpToDate } from "./bring-up-to-date";
import { divideHold, type HeldPart, movesOfReturn } from "./end-of-hold";
import { findFirstUse, versionAfter } from "./find-first-use";
import { type HoldRow, readHold, stateOfHold } from "./find-hold";
import { type LockedWallet, lockWallet } from "./lock-wallet";
import type { Move } from "./moves";
import { postOperation } from "./post-operation";
import { readHeldParts } from "./read-held-parts";
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

/** A capture once all is known that it depends on. */
type Capture = { hold: HoldRow; credits: number; reference: string | null; at: Date };

/**
 * Ends a hold by using its credits, all or a part, once. A part is taken from what was drawn first; the rest goes
 * back to the very grants it came from, where debt is repaid first and what is past its date expires at once. Moves
 * totals and version and records `credits.captured`, all in the caller's transaction. The same capture again gets
 * the first answer with `replayed`. A hold whose time is over cannot be captured, also when no job has ended it
 * yet. `version` is the wallet's when the capture was written.
 *
 * Refusals, in this order: `wallet_not_found`, `hold_not_found`, `amount_not_positive`, `amount_too_large`,
 * `hold_already_captured` (otherwise than asked now), `hold_already_released`, `hold_expired`, `amount_over_hold`.
 */
export async function captureHold(
  tx: Tx,
  request: CaptureRequest,
): Promise<Result<Captured, CaptureRefusal>> {
  const locked = await lockWallet(tx, request.walletId);
  if (!locked) return refuse("wallet_not_found");
  const at = now();
  const wallet = await bringUpToDate(tx, locked, at);
  const hold = await readHold(tx, wallet.id, request.holdId);
  if (!hold) return refuse("hold_not_found");
  const capture = {
    hold,
    credits: request.credits ?? hold.amount,
    reference: request.reference ?? hold.reference,
    at,
  };
  const refusal = refusalOfAmount(capture.credits);
  if (refusal) return refuse(refusal);
  const state = stateOfHold(hold, at);
  if (state === "captured")
    return (await findFirstAnswer(tx, wallet.id, capture)) ?? refuse("hold_already_captured");
  if (state === "released") return refuse("hold_already_released");
  if (state === "expired") return refuse("hold_expired");
  if (capture.credits > hold.amount) return refuse("amount_over_hold");
  return captureOpenHold(tx, wallet, capture);
}

async function captureOpenHold(
  tx: Tx,
  wallet: LockedWallet,
  capture: Capture,
): Promise<{ ok: true } & Captured> {
  const { hold, credits, reference, at } = capture;
  const { parts, nextExpiryAt } = await readHeldParts(tx, wallet.id, hold);
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
    hold: { does: "capture", id: hold.id, captured: credits },
    nextExpiryAt,
    fact: {
      type: "credits.captured",
      subject: hold.id,
      data: { credits, released: returned, repaid, reference },
    },
  });
  if (!posted) throw new Error(`operation_key_taken: open hold ${hold.id} of wallet ${wallet.id} has ended`);
  await bringUpToDate(tx, posted, at);
  const { version } = posted;
  return {
    ok: true,
    replayed: false,
    holdId: hold.id,
    version,
    captured: credits,
    released: returned,
    draws: captured,
  };
}

function nameOf({ hold, credits, reference }: Capture): { key: string; requestHash: string } {
  return { key: `capture:${hold.id}`, requestHash: hashOfRequest({ credits, reference }) };
}

/** The answer an equal capture got, read back from what it wrote. */
async function findFirstAnswer(
  tx: Tx,
  walletId: string,
  capture: Capture,
): Promise<({ ok: true } & Captured) | null> {
  const first = await findFirstUse(tx, walletId, nameOf(capture));
  if (!first?.hasSameContent) return null;
  const { hold, credits } = capture;
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
