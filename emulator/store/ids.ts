import { randomBytes } from "node:crypto";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** Random base62 text; the bias of the modulo does not matter for identifiers of test objects. */
export function randomText(length: number): string {
  let result = "";
  for (const byte of randomBytes(length)) result += ALPHABET.charAt(byte % 62);
  return result;
}

/** A Stripe-like id such as `pi_` and 24 characters. */
export function newId(prefix: string): string {
  return `${prefix}_${randomText(24)}`;
}
