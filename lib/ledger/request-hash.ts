import { createHash } from "node:crypto";

/**
 * A fingerprint of what was asked for: equal exactly when every named value is equal, whatever their order. Kept
 * with an operation, it tells a repetition (same content: the first answer again) from a key used twice.
 */
export function hashOfRequest(content: Record<string, string | number | Date | null>): string {
  const pairs = Object.keys(content)
    .sort()
    .map((name) => [name, content[name]]);
  return createHash("sha256").update(JSON.stringify(pairs)).digest("hex");
}
