import { LANGUAGE_TAGS, type Locale } from "@/app/_i18n/locale";
import { CURRENCY_DECIMALS, type Currency, isCurrency } from "@/lib/catalog/currencies";

/** Money for a reader, always with its currency: minor units in, "$20.00", "¥145.00", "JP¥3,000" out. */
export function formatMoney(amountMinor: number, currency: Currency, locale: Locale): string {
  return toMoneyFormat(currency, locale).format(amountMinor / 10 ** CURRENCY_DECIMALS[currency]);
}

/** The same for money of any currency, as on an invoice that was made by hand; decimals as Intl knows them. */
export function formatAnyMoney(amountMinor: number, currency: string, locale: Locale): string {
  const style = { style: "currency", currency: currency.toUpperCase() } as const;
  return new Intl.NumberFormat(LANGUAGE_TAGS[locale], style).format(amountMinor / 10 ** decimalsOf(currency));
}

/** How many decimals a currency has: 2 for USD, 0 for JPY. */
export function decimalsOf(currency: string): number {
  if (isCurrency(currency)) return CURRENCY_DECIMALS[currency];
  const style = { style: "currency", currency: currency.toUpperCase() } as const;
  return new Intl.NumberFormat("en", style).resolvedOptions().maximumFractionDigits ?? 2;
}

/** A price on a card: as money, without decimals that are all zero ("$20", but "$3.20"). */
export function formatPrice(amountMinor: number, currency: Currency, locale: Locale): string {
  return toMoneyFormat(currency, locale, "stripIfInteger").format(
    amountMinor / 10 ** CURRENCY_DECIMALS[currency],
  );
}

function toMoneyFormat(
  currency: Currency,
  locale: Locale,
  trailingZeroDisplay: "auto" | "stripIfInteger" = "auto",
) {
  return new Intl.NumberFormat(LANGUAGE_TAGS[locale], {
    style: "currency",
    currency: currency.toUpperCase(),
    trailingZeroDisplay,
  });
}

/** Whole credits with the reader's grouping: "12,500". */
export function formatCredits(credits: number, locale: Locale): string {
  return new Intl.NumberFormat(LANGUAGE_TAGS[locale], { maximumFractionDigits: 0 }).format(credits);
}

/** A change of credits with its sign: "+500", "−20". */
export function formatCreditsChange(credits: number, locale: Locale): string {
  return new Intl.NumberFormat(LANGUAGE_TAGS[locale], {
    maximumFractionDigits: 0,
    signDisplay: "exceptZero",
  })
    .format(credits)
    .replace("-", "\u2212");
}

export function formatPercent(share: number, locale: Locale, maximumFractionDigits = 0): string {
  return new Intl.NumberFormat(LANGUAGE_TAGS[locale], { style: "percent", maximumFractionDigits }).format(
    share,
  );
}

export type DateStyle = "date" | "minute" | "exact";

const DATE_STYLES: Record<DateStyle, Intl.DateTimeFormatOptions> = {
  date: { year: "numeric", month: "short", day: "numeric" },
  minute: { year: "numeric", month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" },
  exact: {
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZoneName: "short",
  },
};

/** A moment in the reader's zone; `exact` names the zone too. */
export function formatDate(
  at: Date | string,
  locale: Locale,
  timeZone: string,
  style: DateStyle = "date",
): string {
  const options: Intl.DateTimeFormatOptions = { ...DATE_STYLES[style], timeZone, hourCycle: "h23" };
  return new Intl.DateTimeFormat(LANGUAGE_TAGS[locale], options).format(new Date(at));
}
