import type { Currency } from "./currencies";

/**
 * Smallest amount Stripe charges, in minor units. Source: docs.stripe.com/currencies, minimum amounts. It names
 * none for cny, where half a dollar counts; ours is that with a margin.
 */
const CHARGE_MINOR_MIN: Record<Currency, number> = { usd: 50, eur: 50, cny: 400, jpy: 50 };

/** Largest amount every method of ours takes: eight digits. Source: docs.stripe.com/currencies. */
const CHARGE_MINOR_MAX = 99_999_999;

export type PriceFault =
  | "currency_missing"
  | "price_not_positive"
  | "price_below_stripe_minimum"
  | "price_above_stripe_maximum";

/** What is wrong with a price in minor units, or null. */
export function faultOfPrice(price: number | undefined, currency: Currency): PriceFault | null {
  if (price === undefined) return "currency_missing";
  if (!isPositiveWhole(price)) return "price_not_positive";
  if (price < CHARGE_MINOR_MIN[currency]) return "price_below_stripe_minimum";
  if (price > CHARGE_MINOR_MAX) return "price_above_stripe_maximum";
  return null;
}

export function isPositiveWhole(value: number): boolean {
  return Number.isSafeInteger(value) && value > 0;
}
