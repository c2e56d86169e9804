import type { Tx } from "@/db/client";
import type { HeldPart } from "./end-of-hold";
import { keepReturned } from "./keep-on-return";
import type { LockedWallet } from "./lock-wallet";
import { nextChange } from "./next-change";
import { postOperation } from "./post-operation";
import { type OpenHold, postReleases } from "./post-releases";
import { hashOfRequest } from "./request-hash";

type DueGrant = { id: string; available: number };

/**
 * The first step of every verb that draws or grants, so that a hold whose time is over reserves nothing and a grant
 * past its date is never drawn from, however late the job is. Costs nothing, not a statement, unless the wallet says
 * that something is due.
 *
 * First all ended holds give their credits back, in the order in which they ended, then all grants past their date
 * expire, then what is disputed of the rest is kept back. So credits held beyond the date of their grant expire at the
 * moment they come back, and credits that came back before it expire at the date; what repays debt is the same whether
 * this runs soon or late.
 */
export async function bringUpToDate(tx: Tx, locked: LockedWallet, at: Date): Promise<LockedWallet> {
  if (!locked.nextExpiryAt || locked.nextExpiryAt > at) return locked;
  const ended = await readDueHolds(tx, locked, at);
  const { nextExpiryAt } = locked;
  let wallet = await postReleases(tx, locked, ended, { at, endedByTime: true, nextExpiryAt });
  for (const grant of await readDueGrants(tx, wallet, at)) wallet = await expireGrant(tx, wallet, grant, at);
  if (ended.length > 0) wallet = await keepReturned(tx, wallet, at);
  return writeNextChange(tx, wallet);
}

async function readDueHolds(tx: Tx, wallet: LockedWallet, at: Date): Promise<OpenHold[]> {
  if (wallet.held === 0) return [];
  const rows = await tx<(HeldPart & { holdId: string; reference: string | null })[]>`
    select holds.id as "holdId", operations.reference, entries.grant_id as "grantId", entries.amount
    from credit_holds holds
    join ledger_operations operations
      on operations.wallet_id = holds.wallet_id and operations.key = holds.operation_key
    join ledger_entries entries
      on entries.wallet_id = holds.wallet_id and entries.operation_key = holds.operation_key
    where holds.wallet_id = ${wallet.id} and holds.captured_at is null and holds.released_at is null
      and holds.expires_at <= ${at}
    order by holds.expires_at, holds.id, entries.seq`;
  const holds = new Map<string, { id: string; reference: string | null; parts: HeldPart[] }>();
  for (const { holdId, reference, ...part } of rows) {
    const hold = holds.get(holdId) ?? { id: holdId, reference, parts: [] };
    hold.parts.push(part);
    holds.set(holdId, hold);
  }
  return [...holds.values()];
}

async function readDueGrants(tx: Tx, wallet: LockedWallet, at: Date): Promise<DueGrant[]> {
  return tx<DueGrant[]>`
    select id, available from credit_grants
    where wallet_id = ${wallet.id} and available > 0 and expires_at <= ${at}
    order by expires_at, created_at, id`;
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
    update wallets set next_expiry_at = ${nextChange(tx, wallet.id)} where id = ${wallet.id}
    returning next_expiry_at as "nextExpiryAt"`;
  return { ...wallet, nextExpiryAt: updated?.nextExpiryAt ?? null };
}
