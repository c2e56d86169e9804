import type { Tx } from "@/db/client";
import { insertOfFacts } from "@/lib/outbox/record-event";
import { type HeldPart, movesOfReturn } from "./end-of-hold";
import type { LockedWallet } from "./lock-wallet";
import { type Move, sumMoves, sumMovesByGrant } from "./moves";
import { hashOfRequest } from "./request-hash";

/** An open hold, with what it put aside of each grant in draw order, and the word it was asked for with. */
export type OpenHold = { id: string; reference: string | null; parts: readonly HeldPart[] };

type End = { at: Date; endedByTime: boolean; nextExpiryAt: Date | null };
type Release = { hold: OpenHold; moves: Move[]; returned: number; repaid: number; version: number };

/** What one statement should carry; more holds than this are ended by the next one. */
const HOLDS_PER_STATEMENT_MAX = 200;

/**
 * Gives all credits of open holds back to the grants they came from, debt first, in the order of the holds. Whether
 * somebody asked for it or their time was over, the operation is the same and has the same key: a hold ends once, and
 * a second release fails whole.
 *
 * Writes many operations in one statement, for when a product's worker dies, all its holds end at once; the next
 * one who draws must not wait for a statement for each of them.
 */
export async function postReleases(
  tx: Tx,
  locked: LockedWallet,
  holds: readonly OpenHold[],
  end: End,
): Promise<LockedWallet> {
  let wallet = locked;
  for (let start = 0; start < holds.length; start += HOLDS_PER_STATEMENT_MAX) {
    const releases = planReleases(wallet, holds.slice(start, start + HOLDS_PER_STATEMENT_MAX));
    wallet = await writeReleases(tx, wallet, releases, end);
  }
  return wallet;
}

/** How the release of a hold is named, and its only content. */
export function releaseOf(holdId: string): { key: string; requestHash: string } {
  return { key: `release:${holdId}`, requestHash: hashOfRequest({ holdId }) };
}

function planReleases(wallet: LockedWallet, holds: readonly OpenHold[]): Release[] {
  let { owed, version } = wallet;
  return holds.map((hold) => {
    const { moves, returned, repaid } = movesOfReturn(hold.parts, owed);
    owed -= repaid;
    version += moves.length;
    return { hold, moves, returned, repaid, version };
  });
}

async function writeReleases(
  tx: Tx,
  wallet: LockedWallet,
  releases: readonly Release[],
  end: End,
): Promise<LockedWallet> {
  const change = sumMoves(releases.flatMap(({ moves }) => moves));
  const version = releases.at(-1)?.version ?? wallet.version;
  const [posted] = await tx<LockedWallet[]>`
    with operations as (${insertOfOperations(tx, wallet, releases, end.at)}),
    entries as (${insertOfEntries(tx, wallet, releases, end.at)}),
    grants as (${updateOfGrants(tx, wallet, releases)}),
    holds as (
      update credit_holds set released_at = ${end.at}::timestamptz
      where wallet_id = ${wallet.id}::uuid and id = any(${releases.map(({ hold }) => hold.id)}::uuid[])),
    facts as (${insertOfFacts(tx, toFacts(wallet, releases, end))})
    update wallets set
      available = available + ${change.available}::bigint,
      held = held + ${change.held}::bigint,
      owed = owed + ${change.owed}::bigint,
      version = ${version}::bigint,
      next_expiry_at = ${end.nextExpiryAt}::timestamptz,
      updated_at = ${end.at}::timestamptz
    where id = ${wallet.id}::uuid
    returning id, available, held, owed, version, next_expiry_at as "nextExpiryAt"`;
  if (!posted) throw new Error(`wallet_not_found: ${wallet.id} vanished under its lock`);
  return posted;
}

function insertOfOperations(tx: Tx, wallet: LockedWallet, releases: readonly Release[], at: Date) {
  const names = releases.map(({ hold }) => releaseOf(hold.id));
  return tx`
    insert into ledger_operations (wallet_id, key, kind, amount, reference, request_hash, created_at)
    select ${wallet.id}::uuid, key, 'release', amount, reference, request_hash, ${at}::timestamptz
    from unnest(
      ${names.map(({ key }) => key)}::text[], ${releases.map(({ returned }) => returned)}::bigint[],
      ${releases.map(({ hold }) => hold.reference)}::text[], ${names.map(({ requestHash }) => requestHash)}::text[]
    ) as release (key, amount, reference, request_hash)`;
}

function insertOfEntries(tx: Tx, wallet: LockedWallet, releases: readonly Release[], at: Date) {
  const moves = releases.flatMap(({ hold, moves }) =>
    moves.map((move) => ({ ...move, key: releaseOf(hold.id).key })),
  );
  return tx`
    insert into ledger_entries
      (wallet_id, seq, operation_key, grant_id, from_bucket, to_bucket, amount, created_at)
    select ${wallet.id}::uuid, ${wallet.version}::bigint + position, key, grant_id, from_bucket, to_bucket, amount,
           ${at}::timestamptz
    from unnest(
      ${moves.map(({ key }) => key)}::text[], ${moves.map(({ grantId }) => grantId)}::uuid[],
      ${moves.map(({ from }) => from)}::text[], ${moves.map(({ to }) => to)}::text[],
      ${moves.map(({ amount }) => amount)}::bigint[]
    ) with ordinality as move (key, grant_id, from_bucket, to_bucket, amount, position)`;
}

function updateOfGrants(tx: Tx, wallet: LockedWallet, releases: readonly Release[]) {
  const changes = sumMovesByGrant(releases.flatMap(({ moves }) => moves));
  return tx`
    update credit_grants set available = credit_grants.available + change.available,
                             held = credit_grants.held + change.held
    from unnest(
      ${changes.map(({ grantId }) => grantId)}::uuid[], ${changes.map(({ available }) => available)}::bigint[],
      ${changes.map(({ held }) => held)}::bigint[]
    ) as change (grant_id, available, held)
    where credit_grants.wallet_id = ${wallet.id}::uuid and credit_grants.id = change.grant_id`;
}

function toFacts(wallet: LockedWallet, releases: readonly Release[], { at, endedByTime }: End) {
  return releases.map(({ hold, returned, repaid, version }) => ({
    walletId: wallet.id,
    type: "credits.released" as const,
    subject: hold.id,
    walletVersion: version,
    data: { credits: returned, repaid, endedByTime, reference: hold.reference },
    occurredAt: at,
  }));
}
