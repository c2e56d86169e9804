import { sql } from "@/db/client";
import { type EntriesPage, type EntryQuery, findEntries } from "./find-entries";
import { findLetGo } from "./find-let-go";
import { findOperation } from "./find-operation";
import type { EntryView, OperationKind } from "./views";

export type ActivityLine = Pick<EntryView, "seq" | "grantId" | "from" | "to" | "amount">;

/** An operation as a person sees it: one line, which can be opened to the entries it is made of, first line first. */
export type ActivityView = {
  /** The number of its last entry. */
  seq: number;
  key: string;
  kind: OperationKind;
  /** What it did to the credits that can be used; 0 when it only moved others. */
  change: number;
  reference: string | null;
  /** It ended no hold of the person's: credits were let go that had been kept back. */
  letGo: boolean;
  createdAt: string;
  lines: ActivityLine[];
};

/** As far as its entries tell. */
type ActivityPart = Omit<ActivityView, "letGo">;

export type ActivityPage = { activity: ActivityView[]; older: number | null; newer: number | null };

/**
 * What happened in a wallet, newest first: its entries, grouped by the operation that caused them. `limit` counts
 * entries, and an operation is never cut in two, so a page can be a little longer. Filters and links are those of
 * `findEntries`; with `grantId` an operation is told as far as it concerns that grant.
 */
export async function listActivity(walletId: string, query: EntryQuery): Promise<ActivityPage> {
  const page = await findEntries(walletId, query);
  const keys = [...new Set(page.entries.map((entry) => entry.operationKey))];
  const activity = keys.map((key) => toActivityPart(page.entries.filter((one) => one.operationKey === key)));
  // An operation's entries stand together, so only the first and the last can reach beyond the page.
  const atTheEnds = new Set([activity[0], activity.at(-1)]);
  const whole = await Promise.all(
    activity.map((one) => (atTheEnds.has(one) ? readWhole(walletId, one, query) : one)),
  );
  const letGo = await findLetGo(walletId, whole);
  const told = whole.map((one) => ({ ...one, letGo: letGo.has(one.key) }));
  return { activity: told, ...(await linksAround(walletId, query, page, told)) };
}

/** The operation that one entry belongs to, whole. Null when the wallet has no entry of that number. */
export async function findActivity(walletId: string, seq: number): Promise<ActivityView | null> {
  const [entry] = await sql()<{ key: string }[]>`
    select operation_key as key from ledger_entries where wallet_id = ${walletId} and seq = ${seq}`;
  const operation = entry && (await findOperation(walletId, entry.key));
  if (!operation) return null;
  const { key, kind, reference, createdAt, entries: lines } = operation;
  const letGo = (await findLetGo(walletId, [operation])).has(key);
  return { seq: operation.version, key, kind, change: changeOf(lines), reference, letGo, createdAt, lines };
}

/** Where the pages around begin, now that the operations at both ends are whole. */
async function linksAround(
  walletId: string,
  query: EntryQuery,
  { older, newer }: EntriesPage,
  activity: readonly ActivityPart[],
): Promise<{ older: number | null; newer: number | null }> {
  const [start, end] = [activity[0]?.seq, activity.at(-1)?.lines[0]?.seq];
  if (start === undefined || end === undefined) return { older, newer };
  const links = { older, newer: newer && Math.max(newer, start) };
  if (older === null || older <= end) return links;
  // What made the page full may have been nothing but the rest of its last operation.
  const rest = await findEntries(walletId, { ...query, before: end, after: undefined, limit: 1 });
  return { ...links, older: rest.entries.length > 0 || rest.older !== null ? end : null };
}

async function readWhole(
  walletId: string,
  part: ActivityPart,
  { grantId }: EntryQuery,
): Promise<ActivityPart> {
  const operation = await findOperation(walletId, part.key);
  const lines = operation?.entries.filter((line) => !grantId || line.grantId === grantId) ?? part.lines;
  return { ...part, lines, seq: lines.at(-1)?.seq ?? part.seq, change: changeOf(lines) };
}

function toActivityPart(newestFirst: readonly EntryView[]): ActivityPart {
  const [last] = newestFirst;
  if (!last) throw new Error("an operation has at least one entry");
  const { seq, operationKey: key, kind, reference, createdAt } = last;
  const lines = newestFirst.map(({ seq, grantId, from, to, amount }) => ({ seq, grantId, from, to, amount }));
  lines.reverse();
  return { seq, key, kind, change: changeOf(lines), reference, createdAt, lines };
}

/** What some lines do to the credits that can be used. */
function changeOf(lines: readonly ActivityLine[]): number {
  return lines.reduce(
    (sum, { from, to, amount }) =>
      sum + (to === "available" ? amount : 0) - (from === "available" ? amount : 0),
    0,
  );
}
