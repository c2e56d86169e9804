import { type Sql, sql, type Tx } from "@/db/client";
import { now } from "@/lib/platform/clock";
import type { HoldView } from "./views";

export type HoldRow = {
  id: string;
  amount: number;
  captured: number;
  reference: string | null;
  expiresAt: Date;
  createdAt: Date;
  capturedAt: Date | null;
  releasedAt: Date | null;
};

/**
 * A hold of a wallet, as it is now: one whose time is over has expired, also when that is not written yet. Null
 * when the wallet has no such hold. Takes a transaction where the hold is not committed yet.
 */
export async function findHold(
  walletId: string,
  holdId: string,
  reader: Sql | Tx = sql(),
): Promise<HoldView | null> {
  const hold = await readHold(reader, walletId, holdId);
  return hold && toHoldView(hold, now());
}

/**
 * The row of a hold. For a verb that has the wallet's lock: a hold changes under that lock only. What is kept back
 * (`keepBack`) is not a hold that anybody may end, so it is not found.
 */
export async function readHold(query: Sql | Tx, walletId: string, holdId: string): Promise<HoldRow | null> {
  const [hold] = await (query as Sql)<HoldRow[]>`
    select holds.id, holds.amount, holds.captured, operations.reference,
           holds.expires_at as "expiresAt", holds.created_at as "createdAt",
           holds.captured_at as "capturedAt", holds.released_at as "releasedAt"
    from credit_holds holds
    join ledger_operations operations
      on operations.wallet_id = holds.wallet_id and operations.key = holds.operation_key
    where holds.wallet_id = ${walletId} and holds.id = ${holdId} and holds.expires_at is not null`;
  return hold ?? null;
}

/** A hold ends by itself at its date, whoever writes it and however late; so one released then has expired. */
export function stateOfHold(hold: HoldRow, at: Date): HoldView["state"] {
  if (hold.capturedAt) return "captured";
  return (hold.releasedAt ?? at) >= hold.expiresAt ? "expired" : hold.releasedAt ? "released" : "open";
}

function toHoldView(hold: HoldRow, at: Date): HoldView {
  const { id, amount, captured, reference, expiresAt, createdAt, capturedAt, releasedAt } = hold;
  const state = stateOfHold(hold, at);
  const endedAt = state === "expired" ? expiresAt : (capturedAt ?? releasedAt);
  return {
    id,
    state,
    credits: amount,
    captured,
    reference,
    expiresAt: expiresAt.toISOString(),
    createdAt: createdAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  };
}
