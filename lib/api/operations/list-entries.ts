import { findEntries } from "@/lib/ledger/find-entries";
import type { EntryView } from "@/lib/ledger/views";
import { fromCursor, toCursor } from "../cursor";
import { defineRead } from "../operation";
import { ENTRIES_PER_PAGE, EntryList, EntryQuery } from "../schemas/entries";

export const listEntries = defineRead({
  id: "listEntries",
  path: "/wallet/entries",
  query: EntryQuery,
  answer: EntryList,
  problems: [],
  read: async ({ walletId, query, stamp }) => {
    const { limit = ENTRIES_PER_PAGE, cursor, kind, from, to, reference } = query;
    // Entries made after the stamp was read belong to the next version, and to the next answer.
    const newest = stamp.version + 1;
    const { entries, older } = await findEntries(walletId, {
      before: Math.min(newest, (cursor ? fromCursor(cursor) : null) ?? newest),
      limit,
      kinds: kind ? [kind] : undefined,
      from: from ? new Date(from) : undefined,
      to: to ? new Date(to) : undefined,
      reference,
    });
    const body = { data: entries.map(toEntry), next_cursor: older === null ? null : toCursor(older) };
    return { ok: true, body, stamp };
  },
});

function toEntry({ seq, kind, from, to, amount, reference, grantId, createdAt }: EntryView) {
  return { seq, kind, from, to, credits: amount, reference, grant_id: grantId, created_at: createdAt };
}
