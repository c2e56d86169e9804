import type { Tx } from "@/db/client";
import type { HeldPart } from "./end-of-hold";
import { movesOfReturn } from "./end-of-hold";
import type { LockedWallet } from "./lock-wallet";
import { postOperation } from "./post-operation";
import { hashOfRequest } from "./request-hash";

type DueHold = { id: string; parts: HeldPart[] };
type DueGrant = { id: string; available: number };

/**
 * The first step of every verb that draws or grants, so that a hold whose time is over reserves nothing and a
 * grant past its date is never drawn from, however late the job is. Costs nothing, not a statement, unless the
 * wallet says that something is due.
 *
 * First all ended holds give their credits back, in the order in which they ended, then all grants past their
 * date expire. So credits held beyond the date of their grant expire at the moment they come back, and credits
 * that came back before it expire at the date; what repays debt is the same whether this runs soon or late.
 */
export async function bringUpToDate(tx: Tx, locked: LockedWallet, at: Date): Promise<LockedWallet> {
  if (!locked.nextExpiryAt || locked.nextExpiryAt > at) return locked;
  let wallet = locked;
  for (const hold of await readDueHolds(tx, wallet, at)) wallet = await endByTime(tx, wallet, hold, at);
  for (const grant of await readDueGrants(tx, wallet, at)) wallet = await expireGrant(tx, wallet, grant, at);
  return writeNextChange(tx, wallet);
}

/**
 * When the balance next changes by itself, as grants and open holds say: the date for the wallet. `except` is a
 * hold that is about to end.
 */
export function nextChange(tx: Tx, walletId: string, except: string | null) {
  return tx`least(
    (select min(expires_at) from credit_grants where wallet_id = ${walletId}::uuid and available > 0),
    (select min(expires_at) from credit_holds
     where wallet_id = ${walletId}::uuid and captured_at is null and released_at is null
       and id is distinct from ${except}::uuid))`;
}

async function readDueHolds(tx: Tx, wallet: LockedWallet, at: Date): Promise<DueHold[]> {
  if (wallet.held === 0) return [];
  const rows = await tx<(HeldPart & { holdId: string })[]>`
    select holds.id as "holdId", entries.grant_id as "grantId", entries.amount
    from credit_holds holds
    join ledger_entries entries
      on entries.wallet_id = holds.wallet_id and entries.operation_key = holds.operation_key
    where holds.wallet_id = ${wallet.id} and holds.captured_at is null and holds.released_at is null
      and holds.expires_at <= ${at}
    order by holds.expires_at, holds.id, entries.seq`;
  const parts = new Map<string, HeldPart[]>();
  for (const { holdId, ...part } of rows) parts.set(holdId, [...(parts.get(holdId) ?? []), part]);
  return [...parts].map(([id, held]) => ({ id, parts: held }));
}

async function readDueGrants(tx: Tx, wallet: LockedWallet, at: Date): Promise<DueGrant[]> {
  return tx<DueGrant[]>`
    select id, available from credit_grants
    where wallet_id = ${wallet.id} and available > 0 and expires_at <= ${at}
    order by expires_at, created_at, id`;
}

/** Of the kind that anybody who asked for the release would have written, under the same key: a hold ends once. */
async function endByTime(tx: Tx, wallet: LockedWallet, hold: DueHold, at: Date): Promise<LockedWallet> {
  const { moves, returned, repaid } = movesOfReturn(hold.parts, wallet.owed);
  const posted = await postOperation(tx, wallet, {
    key: `release:${hold.id}`,
    kind: "release",
    amount: returned,
    reference: null,
    requestHash: hashOfRequest({ holdId: hold.id }),
    at,
    moves,
    newGrant: null,
    hold: { does: "release", id: hold.id },
    nextExpiryAt: wallet.nextExpiryAt,
    fact: {
      type: "credits.released",
      subject: hold.id,
      data: { credits: returned, repaid, endedByTime: true },
    },
  });
  if (!posted) throw new Error(`operation_key_taken: open hold ${hold.id} of wallet ${wallet.id} has ended`);
  return posted;
}

/**
 * One operation per grant, with a key of its own. A grant can expire in several parts, as holds on it end after
 * its date; the number in the key is that of the entry, which no other part can have.
 */
async function expireGrant(
  tx: Tx,
  wallet: LockedWallet,
  { id, available }: DueGrant,
  at: Date,
): Promise<LockedWallet> {
  const posted = await postOperation(tx, wallet, {
    key: `expire:${id}:${wallet.version + 1}`,
    kind: "expire",
    amount: available,
    reference: null,
    requestHash: hashOfRequest({ grantId: id, amount: available }),
    at,
    moves: [{ grantId: id, from: "available", to: "expired", amount: available }],
    newGrant: null,
    nextExpiryAt: wallet.nextExpiryAt,
    fact: { type: "credits.expired", subject: id, data: { credits: available } },
  });
  if (!posted) throw new Error(`operation_key_taken: expire of grant ${id} in wallet ${wallet.id}`);
  return posted;
}

/** Also when nothing was due: the date may be that of a grant spent since, or of a hold that ended early. */
async function writeNextChange(tx: Tx, wallet: LockedWallet): Promise<LockedWallet> {
  const [updated] = await tx<{ nextExpiryAt: Date | null }[]>`
    update wallets set next_expiry_at = ${nextChange(tx, wallet.id, null)} where id = ${wallet.id}
    returning next_expiry_at as "nextExpiryAt"`;
  return { ...wallet, nextExpiryAt: updated?.nextExpiryAt ?? null };
}
