import { BYTE_ORDER_MARK, toCsvLine } from "@/lib/platform/csv";
import { type EntryFilter, findEntries } from "./find-entries";
import type { EntryView } from "./views";

/** So many entries are in memory at a time, whatever the length of the history. */
const ENTRIES_IN_A_CHUNK = 1_000;

const COLUMNS = [
  "entry",
  "time_utc",
  "kind",
  "reference",
  "change_of_available",
  "amount",
  "from",
  "to",
  "grant",
  "operation",
] as const;

/**
 * A wallet's entries as a CSV file, newest first, in chunks of text: one line for each entry, so that the column
 * `change_of_available` adds up to what is available. The names of columns and kinds are those of the API, in every
 * language, so that a spreadsheet made for one file fits the next.
 *
 * The next chunk is read when somebody asks for it, so a slow reader slows the reading and memory stays flat.
 * Entries written meanwhile have higher numbers and are not in the file.
 */
export async function* exportEntries(walletId: string, filter: EntryFilter): AsyncGenerator<string, void> {
  yield BYTE_ORDER_MARK + toCsvLine(COLUMNS);
  let before: number | null | undefined;
  while (before !== null) {
    const page = await findEntries(walletId, { ...filter, before, limit: ENTRIES_IN_A_CHUNK });
    if (page.entries.length > 0) yield page.entries.map(toLine).join("");
    before = page.older;
  }
}

function toLine(entry: EntryView): string {
  const { seq, createdAt, kind, reference, amount, from, to, grantId, operationKey } = entry;
  const change = (to === "available" ? amount : 0) - (from === "available" ? amount : 0);
  return toCsvLine([seq, createdAt, kind, reference, change, amount, from, to, grantId, operationKey]);
}
