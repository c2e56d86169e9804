import { sql } from "@/db/client";
import { findSeqsBetween } from "./find-seqs-between";
import type { EntryView, OperationKind } from "./views";

/** Which entries; what is not given does not matter. */
export type EntryFilter = {
  kinds?: readonly OperationKind[] | undefined;
  /** From this moment on. */
  from?: Date | undefined;
  /** Before this moment. */
  to?: Date | undefined;
  /** The operation's reference, to the letter. */
  reference?: string | undefined;
  /** Part of the operation's reference, in any case. */
  search?: string | undefined;
  /** Lines of this grant. */
  grantId?: string | undefined;
};

/** `before` or `after` the number of an entry, not both; neither is the newest page. */
export type EntryQuery = EntryFilter & {
  before?: number | undefined;
  after?: number | undefined;
  limit: number;
};

/**
 * Entries, newest first. `older` goes into `before` and `newer` into `after` of the next query on that side; null
 * when there is nothing more. A page may be short, even empty, and still have an `older`: see
 * `ENTRIES_LOOKED_AT_MAX`.
 */
export type EntriesPage = { entries: EntryView[]; older: number | null; newer: number | null };

/**
 * No page looks at more entries than this, so that a search for what is not there has the same bounded cost in a
 * wallet of any size. The next page goes on where the look ended.
 */
export const ENTRIES_LOOKED_AT_MAX = 50_000;

/** Kinds of which every entry is in the index of rare moves, where the many spends between them cost nothing. */
const RARE_KINDS: readonly OperationKind[] = ["grant", "expire", "reverse", "adjust"];

type EntryRow = Omit<EntryView, "createdAt"> & { createdAt: Date };
/** The entries a page may look at: numbers between the two, those not included, walked one way. */
type Walk = { above: number; below: number; isUpwards: boolean };

/**
 * A wallet's entries with the cause of each, filtered, one page. Any depth costs the same: the key is counted and
 * not skipped over, a date becomes a number, and a look has its limit (`ENTRIES_LOOKED_AT_MAX`).
 */
export async function findEntries(walletId: string, asked: EntryQuery): Promise<EntriesPage> {
  const query = { ...asked, from: withinReach(asked.from), to: withinReach(asked.to) };
  const { before, after, limit } = query;
  const { first, end } = await findSeqsBetween(walletId, query);
  const walk = {
    above: Math.max(first - 1, after ?? 0),
    below: Math.min(end, before ?? Number.MAX_SAFE_INTEGER),
    isUpwards: after !== undefined,
  };
  const rows = await readRows(walletId, query, walk);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1)?.seq;
  const onwards = rows.length > limit && last ? last : await findEndOfLook(walletId, query, walk);
  // Upwards and at the end: the newest page shows these too, and is a full one.
  if (walk.isUpwards && onwards === null) return findEntries(walletId, { ...query, after: undefined });
  const entries = shown.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
  if (after !== undefined)
    return { entries: entries.reverse(), newer: onwards, older: entries.at(-1)?.seq ?? after + 1 };
  return { entries, older: onwards, newer: before === undefined ? null : (entries[0]?.seq ?? before - 1) };
}

const FIRST_MS = Date.UTC(1970, 0, 1);
const LAST_MS = Date.UTC(9000, 0, 1);

/** People may ask from the year 0 on or until 10000, which PostgreSQL cannot read; no entry is out there. */
function withinReach(moment: Date | undefined): Date | undefined {
  return moment && new Date(Math.min(Math.max(moment.getTime(), FIRST_MS), LAST_MS));
}

/** The entries that fit, as many as the page and one more, which tells that there is a next page. */
async function readRows(walletId: string, query: EntryQuery, walk: Walk): Promise<EntryRow[]> {
  const order = orderOf(walk);
  return sql()<EntryRow[]>`
    select entries.seq, entries.operation_key as "operationKey", operation.kind, entries.from_bucket as "from",
           entries.to_bucket as "to", entries.amount, operation.reference, entries.grant_id as "grantId",
           entries.created_at as "createdAt"
    from (${entriesLookedAt(walletId, query, walk)}) as entries
    -- "offset 0" keeps this a look-up per entry: joined whole, a large wallet's operations would be read whole.
    cross join lateral (
      select kind, reference from ledger_operations
      where wallet_id = entries.wallet_id and key = entries.operation_key offset 0
    ) as operation
    where ${conditionsOf(query)}
    order by entries.seq ${order}
    limit ${query.limit + 1}`;
}

/** The number at which a look ended because it was long enough, or null when it saw everything. */
async function findEndOfLook(walletId: string, query: EntryQuery, walk: Walk): Promise<number | null> {
  const end = walk.isUpwards ? sql()`max(seq)` : sql()`min(seq)`;
  const [look] = await sql()<{ count: number; end: number | null }[]>`
    select count(*) as count, ${end} as end from (${entriesLookedAt(walletId, query, walk)}) as entries`;
  return look && look.count >= ENTRIES_LOOKED_AT_MAX ? look.end : null;
}

function entriesLookedAt(walletId: string, { kinds }: EntryQuery, walk: Walk) {
  const isRare = kinds?.every((kind) => RARE_KINDS.includes(kind)) ?? false;
  return sql()`
    select * from ledger_entries
    where wallet_id = ${walletId} and seq > ${walk.above} and seq < ${walk.below}
      ${isRare ? sql()`and (from_bucket = 'issued' or to_bucket in ('expired', 'reversed', 'owed'))` : sql()``}
    order by seq ${orderOf(walk)}
    limit ${ENTRIES_LOOKED_AT_MAX}`;
}

function orderOf({ isUpwards }: Walk) {
  return isUpwards ? sql()`asc` : sql()`desc`;
}

function conditionsOf({ kinds, from, to, reference, search, grantId }: EntryFilter) {
  return [
    sql()`true`,
    kinds ? sql()`and operation.kind = any(${[...kinds]})` : null,
    grantId ? sql()`and entries.grant_id = ${grantId}` : null,
    from ? sql()`and entries.created_at >= ${from}` : null,
    to ? sql()`and entries.created_at < ${to}` : null,
    reference !== undefined ? sql()`and operation.reference = ${reference}` : null,
    search ? sql()`and position(lower(${search}) in lower(operation.reference)) > 0` : null,
  ].filter((condition) => condition !== null);
}
