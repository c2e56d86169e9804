export type CardBrand =
  | "visa"
  | "mastercard"
  | "amex"
  | "discover"
  | "diners"
  | "jcb"
  | "unionpay"
  | "unknown";

export type BrandRule = {
  brand: CardBrand;
  /** Inclusive ranges of leading digits; both ends have the same number of digits. */
  prefixes: [number, number][];
  /** Numbers of digits a complete card number of this brand may have, ascending. */
  lengths: number[];
  cvcLength: 3 | 4;
};

const UNKNOWN: BrandRule = { brand: "unknown", prefixes: [], lengths: [16], cvcLength: 3 };

const BRANDS: BrandRule[] = [
  { brand: "visa", prefixes: [[4, 4]], lengths: [16], cvcLength: 3 },
  {
    brand: "mastercard",
    prefixes: [
      [51, 55],
      [2221, 2720],
    ],
    lengths: [16],
    cvcLength: 3,
  },
  {
    brand: "amex",
    prefixes: [
      [34, 34],
      [37, 37],
    ],
    lengths: [15],
    cvcLength: 4,
  },
  {
    brand: "discover",
    prefixes: [
      [6011, 6011],
      [644, 649],
      [65, 65],
    ],
    lengths: [16],
    cvcLength: 3,
  },
  { brand: "diners", prefixes: [[36, 36]], lengths: [14], cvcLength: 3 },
  {
    brand: "diners",
    prefixes: [
      [300, 305],
      [38, 39],
    ],
    lengths: [14, 16],
    cvcLength: 3,
  },
  { brand: "jcb", prefixes: [[3528, 3589]], lengths: [16], cvcLength: 3 },
  {
    brand: "unionpay",
    prefixes: [
      [62, 62],
      [81, 81],
    ],
    lengths: [16, 17, 18, 19],
    cvcLength: 3,
  },
];

/** The brand a number (digits only, possibly still being typed) belongs to; `unknown` until its prefix decides. */
export function findBrandRule(digits: string): BrandRule {
  return BRANDS.find((rule) => rule.prefixes.some((range) => startsInRange(digits, range))) ?? UNKNOWN;
}

function startsInRange(digits: string, [from, to]: [number, number]): boolean {
  const size = String(from).length;
  if (digits.length < size) return false;
  const prefix = Number(digits.slice(0, size));
  return prefix >= from && prefix <= to;
}

/** The longest number this brand has. */
export function maxLength(rule: BrandRule): number {
  return rule.lengths[rule.lengths.length - 1] ?? 16;
}
