const MARK = "entries-before:";

/**
 * Where a page ends, as clients keep it: no promise but that it can be given back. It names an entry and nothing
 * else, so entries made meanwhile neither move nor repeat what follows, and any depth costs the same.
 */
export function toCursor(before: number): string {
  return Buffer.from(MARK + before).toString("base64url");
}

/** The number of the entry that a cursor names, or null when it is none of ours. */
export function fromCursor(cursor: string): number | null {
  const text = Buffer.from(cursor, "base64url").toString("latin1");
  const digits = text.startsWith(MARK) ? text.slice(MARK.length) : "";
  return /^[1-9]\d{0,14}$/.test(digits) ? Number(digits) : null;
}
