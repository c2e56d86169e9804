import type { Tx } from "@/db/client";
import { type Fact, insertOfFact } from "@/lib/outbox/record-event";
import type { LockedWallet } from "./lock-wallet";
import { type Change, type Move, sumMoves, sumMovesByGrant } from "./moves";
import type { GrantView, OperationKind } from "./views";

/** A grant the operation makes; what is left in it follows from the moves. */
export type NewGrant = {
  id: string;
  source: GrantView["source"];
  sourceKey: string;
  stripePaymentIntentId: string | null;
  amount: number;
  expiresAt: Date | null;
};

/** The hold an operation opens, or the open one that it captures. Releases have a statement of their own. */
export type HoldChange =
  | { does: "open"; id: string; amount: number; expiresAt: Date }
  | { does: "open"; id: string; amount: number; expiresAt: null; grantId: string }
  | { does: "capture"; id: string; captured: number };

/** Everything one operation writes. `moves` are in the order in which their entries are numbered. */
export type Operation = {
  key: string;
  kind: OperationKind;
  amount: number;
  reference: string | null;
  requestHash: string;
  at: Date;
  moves: readonly Move[];
  newGrant: NewGrant | null;
  hold?: HoldChange;
  /** Who made an adjustment. */
  operator?: string;
  /** The grant a reversal is of. */
  reversedGrantId?: string;
  /** When the balance next changes by itself, once this operation is written. Too early is harmless. */
  nextExpiryAt: Date | null;
  fact: Pick<Fact, "type" | "subject" | "data">;
};

/**
 * Writes an operation whole: its row, its entries, what they change in grants, hold and wallet, and the fact
 * for the outbox. Answers the wallet as it is then, or null when the key is taken, in which case nothing was written.
 *
 * One statement, because each costs a round trip inside the wallet's lock. It may rely on the wallet it is given:
 * the lock was taken by an earlier statement, so this one sees every grant as the last operation left it. A
 * wallet that is not fresh collides with the entries' key (`wallet_id`, `seq`) and throws.
 */
export async function postOperation(
  tx: Tx,
  wallet: LockedWallet,
  operation: Operation,
): Promise<LockedWallet | null> {
  const change = sumMoves(operation.moves);
  const version = wallet.version + operation.moves.length;
  const fact: Fact = {
    ...operation.fact,
    walletId: wallet.id,
    walletVersion: version,
    occurredAt: operation.at,
  };
  const [posted] = await tx<LockedWallet[]>`
    with operation as (${insertOfOperation(tx, wallet, operation)}),
    grants as (${changeOfGrants(tx, wallet, operation)}),
    entries as (${insertOfEntries(tx, wallet, operation)}),
    fact as (${insertOfFact(tx, fact, "operation")})${changeOfHold(tx, operation)}
    update wallets set
      available = available + ${change.available}::bigint,
      held = held + ${change.held}::bigint,
      owed = owed + ${change.owed}::bigint,
      version = ${version}::bigint,
      next_expiry_at = ${operation.nextExpiryAt}::timestamptz,
      updated_at = ${operation.at}::timestamptz
    from operation where wallets.id = operation.wallet_id
    returning id, available, held, owed, version, next_expiry_at as "nextExpiryAt"`;
  return posted ?? null;
}

function insertOfOperation(tx: Tx, wallet: LockedWallet, operation: Operation) {
  return tx`
    insert into ledger_operations
      (wallet_id, key, kind, amount, reference, request_hash, operator, reversed_grant_id, created_at)
    values (${wallet.id}::uuid, ${operation.key}, ${operation.kind}, ${operation.amount}::bigint,
            ${operation.reference}::text, ${operation.requestHash}, ${operation.operator ?? null}::text,
            ${operation.reversedGrantId ?? null}::uuid, ${operation.at}::timestamptz)
    on conflict (wallet_id, key) do nothing
    returning wallet_id, key`;
}

function insertOfEntries(tx: Tx, wallet: LockedWallet, operation: Operation) {
  const { moves, at } = operation;
  return tx`
    insert into ledger_entries
      (wallet_id, seq, operation_key, grant_id, from_bucket, to_bucket, amount, created_at)
    select operation.wallet_id, ${wallet.version}::bigint + move.position, operation.key,
           move.grant_id, move.from_bucket, move.to_bucket, move.amount, ${at}::timestamptz
    from operation, unnest(
      ${moves.map((move) => move.grantId)}::uuid[], ${moves.map((move) => move.from)}::text[],
      ${moves.map((move) => move.to)}::text[], ${moves.map((move) => move.amount)}::bigint[]
    ) with ordinality as move (grant_id, from_bucket, to_bucket, amount, position)`;
}

function changeOfGrants(tx: Tx, wallet: LockedWallet, operation: Operation) {
  const changes = sumMovesByGrant(operation.moves);
  const { newGrant } = operation;
  if (!newGrant) return updateOfGrants(tx, wallet, changes);
  const [own, ...others] = changes;
  if (own?.grantId !== newGrant.id || others.length > 0)
    throw new Error(
      "operation_mixes_grants: an operation that makes a grant moves that grant's credits only",
    );
  return tx`
    insert into credit_grants (wallet_id, id, source, source_key, stripe_payment_intent_id, amount, available,
                               held, expires_at, created_at)
    select wallet_id, ${newGrant.id}::uuid, ${newGrant.source}, ${newGrant.sourceKey},
           ${newGrant.stripePaymentIntentId}::text, ${newGrant.amount}::bigint, ${own.available}::bigint,
           ${own.held}::bigint, ${newGrant.expiresAt}::timestamptz, ${operation.at}::timestamptz
    from operation`;
}

function updateOfGrants(tx: Tx, wallet: LockedWallet, changes: ReadonlyArray<Change & { grantId: string }>) {
  return tx`
    update credit_grants set available = credit_grants.available + change.available,
                             held = credit_grants.held + change.held
    from operation, unnest(
      ${changes.map((change) => change.grantId)}::uuid[], ${changes.map((change) => change.available)}::bigint[],
      ${changes.map((change) => change.held)}::bigint[]
    ) as change (grant_id, available, held)
    where credit_grants.wallet_id = ${wallet.id}::uuid and credit_grants.id = change.grant_id`;
}

/** One more part of the statement; nothing for the operations that leave holds alone. */
function changeOfHold(tx: Tx, { hold, key, at }: Operation) {
  if (!hold) return tx``;
  if (hold.does === "open")
    return tx`,
    hold as (
      insert into credit_holds (wallet_id, id, operation_key, amount, grant_id, expires_at, created_at)
      select wallet_id, ${hold.id}::uuid, ${key}, ${hold.amount}::bigint,
             ${hold.expiresAt ? null : hold.grantId}::uuid, ${hold.expiresAt}::timestamptz, ${at}::timestamptz
      from operation)`;
  return tx`,
    hold as (
      update credit_holds set captured = ${hold.captured}::bigint, captured_at = ${at}::timestamptz
      from operation where credit_holds.wallet_id = operation.wallet_id and credit_holds.id = ${hold.id}::uuid)`;
}
