import { findBrandRule, maxLength } from "./card-brand";
import { digitsOf } from "./format-card";

/** Why a field cannot be used yet: Stripe's error codes. */
export type FieldFault =
  | "incomplete_number"
  | "invalid_number"
  | "incomplete_expiry"
  | "invalid_expiry_month"
  | "invalid_expiry_month_past"
  | "invalid_expiry_year_past"
  | "invalid_expiry_year"
  | "incomplete_cvc"
  | "incomplete_zip"
  | "invalid_zip"
  | "incomplete_name"
  | "incomplete_address"
  | "incomplete_email"
  | "invalid_email"
  | "incomplete_phone_number";

/** The Luhn check digit test. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits.charAt(digits.length - 1 - i));
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return digits.length > 0 && sum % 10 === 0;
}

export function checkNumber(text: string): FieldFault | null {
  const digits = digitsOf(text);
  const rule = findBrandRule(digits);
  if (!rule.lengths.includes(digits.length)) return "incomplete_number";
  if (passesLuhn(digits)) return rule.brand === "unknown" ? "invalid_number" : null;
  // A shorter valid length may still be on its way to a longer one.
  return digits.length === maxLength(rule) || rule.lengths.length === 1
    ? "invalid_number"
    : "incomplete_number";
}

/** Month (1–12) and four-digit year of `MM / YY`, or null while it is not complete. */
export function parseExpiry(text: string): { month: number; year: number } | null {
  const digits = digitsOf(text);
  if (digits.length !== 4) return null;
  return { month: Number(digits.slice(0, 2)), year: 2000 + Number(digits.slice(2)) };
}

/** A card is good to the end of its month; one more than 50 years ahead is a typing mistake. */
export function checkExpiry(text: string, today: Date): FieldFault | null {
  const expiry = parseExpiry(text);
  if (!expiry) return "incomplete_expiry";
  if (expiry.month < 1 || expiry.month > 12) return "invalid_expiry_month";
  const year = today.getFullYear();
  if (expiry.year < year) return "invalid_expiry_year_past";
  if (expiry.year === year && expiry.month < today.getMonth() + 1) return "invalid_expiry_month_past";
  return expiry.year > year + 50 ? "invalid_expiry_year" : null;
}

export function checkCvc(text: string, number: string): FieldFault | null {
  const wanted = findBrandRule(digitsOf(number)).cvcLength;
  return digitsOf(text).length === wanted ? null : "incomplete_cvc";
}

export type PostalRule = { pattern: RegExp; complete: RegExp; kind: "zip" | "postal"; example: string };

/** The countries whose banks check the postal code of a card; Stripe asks for it only there. */
const POSTAL: Record<string, PostalRule> = {
  US: { pattern: /^\d/, complete: /^\d{5}(-?\d{4})?$/, kind: "zip", example: "12345" },
  PR: { pattern: /^\d/, complete: /^\d{5}(-?\d{4})?$/, kind: "zip", example: "00901" },
  CA: {
    pattern: /^[A-Z]/i,
    complete: /^[A-Z]\d[A-Z] ?\d[A-Z]\d$/i,
    kind: "postal",
    example: "M5T 1T4",
  },
  GB: {
    pattern: /^[A-Z]/i,
    complete: /^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/i,
    kind: "postal",
    example: "WS11 1DB",
  },
};

export function postalRuleOf(country: string): PostalRule | null {
  return POSTAL[country] ?? null;
}

export function checkPostal(text: string, country: string): FieldFault | null {
  const rule = postalRuleOf(country);
  const value = text.trim();
  if (!rule || rule.complete.test(value)) return null;
  return value && !rule.pattern.test(value) ? "invalid_zip" : "incomplete_zip";
}
