import type { Currency } from "@/lib/catalog/currencies";
import { isCurrency } from "@/lib/catalog/currencies";

export const LOCALES = ["en", "zh"] as const;

export type Locale = (typeof LOCALES)[number];

export const DEFAULT_LOCALE: Locale = "en";

/** BCP 47 tags for `lang` and for Intl. */
export const LANGUAGE_TAGS: Record<Locale, string> = { en: "en", zh: "zh-CN" };

export function isLocale(text: unknown): text is Locale {
  return LOCALES.some((locale) => locale === text);
}

type Preference = { tag: string; weight: number };

function toPreference(part: string): Preference {
  const [tag = "", ...parameters] = part.split(";").map((text) => text.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith("q="));
  const weight = quality ? Number(quality.slice(2)) : 1;
  return { tag, weight: weight >= 0 && weight <= 1 ? weight : 0 };
}

/** The languages of an Accept-Language header, most wanted first; what cannot be read is left out. */
function readAcceptLanguage(header: string | null): string[] {
  if (!header || header.length > 500) return [];
  return header
    .split(",")
    .map(toPreference)
    .filter(({ tag, weight }) => weight > 0 && /^[a-z]{1,8}(-[a-z0-9]{1,8})*$/.test(tag))
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag);
}

/** The locale a person chose, else the best of what their browser asks for, else English. */
export function chooseLocale(chosen: string | undefined, acceptLanguage: string | null): Locale {
  if (isLocale(chosen)) return chosen;
  const primary = readAcceptLanguage(acceptLanguage).map((tag) => tag.split("-")[0]);
  return primary.find(isLocale) ?? DEFAULT_LOCALE;
}

const CURRENCY_OF_LANGUAGE: Record<string, Currency> = {
  zh: "cny",
  ja: "jpy",
  de: "eur",
  fr: "eur",
  es: "eur",
  it: "eur",
};

/** The currency a person chose, else the usual one of their language. It is a display choice, never a check. */
export function chooseCurrency(
  chosen: string | undefined,
  chosenLocale: string | undefined,
  acceptLanguage: string | null,
): Currency {
  if (isCurrency(chosen)) return chosen;
  const language = isLocale(chosenLocale)
    ? chosenLocale
    : readAcceptLanguage(acceptLanguage)[0]?.split("-")[0];
  return CURRENCY_OF_LANGUAGE[language ?? ""] ?? "usd";
}
