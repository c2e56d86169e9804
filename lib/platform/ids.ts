import { randomBytes } from "node:crypto";
import { nowMs } from "./clock";

/**
 * A new UUID version 7 (RFC 9562): 48 bits of milliseconds, then random bits. Made by us and not by a database
 * sequence, so that a row's key is known before it is written and the tables can be split across machines.
 * Sorting by id sorts by time of making, to the millisecond.
 */
export function newId(): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(nowMs(), 0, 6);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = bytes.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether a text from outside (an address, a form) has the shape of one of our ids. */
export function isId(text: string): boolean {
  return UUID.test(text);
}
