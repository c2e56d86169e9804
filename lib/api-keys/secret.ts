import { hash, randomBytes } from "node:crypto";

const SECRET_BYTES = 32;
/** `topup_` and four characters of the secret: 24 of its 256 bits, shown in lists. */
const PREFIX_LENGTH = 10;
const KEY = /^topup_[A-Za-z0-9_-]{43}$/;

/** The text of a new key. Nobody but its person ever has it: we keep `hashOfKey` of it. */
export function newKey(): string {
  return `topup_${randomBytes(SECRET_BYTES).toString("base64url")}`;
}

/** Whether a text from outside could be a key at all. */
export function isKeyText(text: string): boolean {
  return KEY.test(text);
}

/** What is stored of a key. A fast hash is enough for 32 random bytes: there is nothing to guess. */
export function hashOfKey(key: string): string {
  return hash("sha256", key, "base64url");
}

/** The readable beginning of a key, by which its person knows it again. */
export function prefixOfKey(key: string): string {
  return key.slice(0, PREFIX_LENGTH);
}
