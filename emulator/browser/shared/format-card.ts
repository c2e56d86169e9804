import { findBrandRule, maxLength } from "./card-brand";

/** A text field's content with its caret. */
export type Edited = { text: string; caret: number };

export function digitsOf(text: string): string {
  // Full-width digits come from Chinese and Japanese keyboards.
  return text.replace(/[\uff10-\uff19]/g, (d) => String(d.charCodeAt(0) - 0xff10)).replace(/\D/g, "");
}

/** Groups a card number as it is printed on the card: 4-6-5 for Amex, 4-6-4 for 14 digits, else fours. */
export function formatCardNumber(text: string): string {
  const all = digitsOf(text);
  const rule = findBrandRule(all);
  const digits = all.slice(0, maxLength(rule));
  const groups = rule.brand === "amex" || maxLength(rule) === 14 ? [4, 6, 5] : [4, 4, 4, 4, 3];
  const parts: string[] = [];
  let rest = digits;
  for (const size of groups) {
    if (!rest) break;
    parts.push(rest.slice(0, size));
    rest = rest.slice(size);
  }
  return parts.join(" ");
}

/** Formats what was typed and puts the caret behind the same digit as before. */
export function reformat(raw: Edited, format: (text: string) => string): Edited {
  const text = format(raw.text);
  if (raw.caret >= raw.text.length) return { text, caret: text.length };
  const digitsBefore = digitsOf(raw.text.slice(0, raw.caret)).length;
  let caret = 0;
  for (let seen = 0; caret < text.length && seen < digitsBefore; caret++) {
    if (/\d/.test(text.charAt(caret))) seen++;
  }
  return { text, caret };
}

/**
 * Formats an expiry date as `MM / YY`. Understands what people type or paste: `1/30`, `1230`, `12/2030`, `2030-12`.
 * `deleting` keeps the separator from coming back under the person's backspace.
 */
export function formatExpiry(text: string, deleting = false): string {
  const iso = /^\s*20(\d\d)\s*[-/.]\s*(\d{1,2})\s*$/.exec(text);
  if (iso) return `${(iso[2] ?? "").padStart(2, "0")} / ${iso[1]}`;
  const long = /^\s*(\d{1,2})\s*[-/.]\s*20(\d\d)\s*$/.exec(text);
  if (long) return `${(long[1] ?? "").padStart(2, "0")} / ${long[2]}`;
  let digits = digitsOf(text);
  if (/^[2-9]/.test(digits) || /^1[3-9]/.test(digits) || /^\s*1\s*[-/.]/.test(text)) digits = `0${digits}`;
  if (digits.length === 6 && digits.slice(2, 4) === "20") digits = digits.slice(0, 2) + digits.slice(4);
  digits = digits.slice(0, 4);
  if (digits.length > 2) return `${digits.slice(0, 2)} / ${digits.slice(2)}`;
  return digits.length === 2 && !deleting ? `${digits} / ` : digits;
}

/** What remains when backspace hit the separator of `12 / `: the person meant the digit before it. */
export function deleteThroughSeparator(before: string, after: string): string {
  const hitSeparator = before.endsWith(" / ") && digitsOf(before) === digitsOf(after);
  return hitSeparator ? digitsOf(after).slice(0, -1) : after;
}
