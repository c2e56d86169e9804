/** Currencies we sell in, with their number of decimals at Stripe (docs: currencies, zero-decimal). */
export const CURRENCY_DECIMALS = { usd: 2, eur: 2, cny: 2, jpy: 0 } as const;

export type Currency = keyof typeof CURRENCY_DECIMALS;

export const CURRENCIES = Object.keys(CURRENCY_DECIMALS) as Currency[];

export function isCurrency(text: unknown): text is Currency {
  return typeof text === "string" && Object.hasOwn(CURRENCY_DECIMALS, text);
}
