import { randomFillSync } from "node:crypto";
import { nowMs } from "./clock";

const RANDOM_BYTES = 10;
/** Random bytes for some hundreds of ids: fetching them from the system costs as much for one id as for all. */
const pool = Buffer.alloc(RANDOM_BYTES * 256);
let used = pool.length;

/**
 * A new UUID version 7 (RFC 9562): 48 bits of milliseconds, then random bits. Made by us and not by a database
 * sequence, so that a row's key is known before it is written and the tables can be split across machines.
 * Sorting by id sorts by time of making, to the millisecond.
 */
export function newId(): string {
  const time = nowMs().toString(16).padStart(12, "0");
  const random = nextRandomHex();
  // Of the random bits six are given up: four for the version, and two of this digit for the variant.
  const variant = (8 | (Number.parseInt(random.charAt(3), 16) & 3)).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-${variant}${random.slice(4, 7)}-${random.slice(7, 19)}`;
}

function nextRandomHex(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += RANDOM_BYTES;
  return pool.toString("hex", used - RANDOM_BYTES, used);
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether a text from outside (an address, a form) has the shape of one of our ids. */
export function isId(text: string): boolean {
  return UUID.test(text);
}
