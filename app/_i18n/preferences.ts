import { cookies, headers } from "next/headers";
import { cache } from "react";
import type { Currency } from "@/lib/catalog/currencies";
import { chooseCurrency, chooseLocale, type Locale } from "./locale";

export const THEMES = ["system", "light", "dark"] as const;

export type Theme = (typeof THEMES)[number];

export type Preferences = { locale: Locale; currency: Currency; theme: Theme; timeZone: string };

export const PREFERENCE_COOKIES = {
  locale: "topup-locale",
  currency: "topup-currency",
  theme: "topup-theme",
  timeZone: "topup-zone",
} as const;

export function isTheme(text: unknown): text is Theme {
  return THEMES.some((theme) => theme === text);
}

/** A zone this runtime knows, else UTC: the cookie is written by the browser and may hold anything. */
export function toTimeZone(text: string | undefined): string {
  if (!text || text.length > 64) return "UTC";
  try {
    return new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    return "UTC";
  }
}

/** What this reader prefers, read once per request. */
export const getPreferences = cache(async (): Promise<Preferences> => {
  const [jar, sent] = await Promise.all([cookies(), headers()]);
  const read = (name: string) => jar.get(name)?.value;
  const accepted = sent.get("accept-language");
  const chosenLocale = read(PREFERENCE_COOKIES.locale);
  const theme = read(PREFERENCE_COOKIES.theme);
  return {
    locale: chooseLocale(chosenLocale, accepted),
    currency: chooseCurrency(read(PREFERENCE_COOKIES.currency), chosenLocale, accepted),
    theme: isTheme(theme) ? theme : "system",
    timeZone: toTimeZone(read(PREFERENCE_COOKIES.timeZone)),
  };
});
