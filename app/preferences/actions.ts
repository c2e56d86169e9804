"use server";

import { cookies } from "next/headers";
import { requireOurPage } from "@/app/_caller";
import { isLocale } from "@/app/_i18n/locale";
import { isTheme, PREFERENCE_COOKIES } from "@/app/_i18n/preferences";
import { getPerson } from "@/app/_session";
import { rememberLocale } from "@/lib/auth/remember-locale";
import { isCurrency } from "@/lib/catalog/currencies";
import { env } from "@/lib/platform/env";

const YEAR_SECONDS = 31_536_000;

async function remember(name: string, value: string): Promise<void> {
  const jar = await cookies();
  const secure = env().appUrl.startsWith("https:");
  jar.set(name, value, { path: "/", maxAge: YEAR_SECONDS, sameSite: "lax", httpOnly: true, secure });
}

/**
 * Each of these keeps one preference of this browser; a value we do not offer changes nothing. The language is kept
 * with the account too, for mails.
 */
export async function chooseLanguage(form: FormData): Promise<void> {
  await requireOurPage();
  const locale = form.get("locale");
  if (!isLocale(locale)) return;
  await remember(PREFERENCE_COOKIES.locale, locale);
  const person = await getPerson();
  if (person) await rememberLocale(person.email, locale);
}

export async function chooseDisplayCurrency(form: FormData): Promise<void> {
  await requireOurPage();
  const currency = form.get("currency");
  if (isCurrency(currency)) await remember(PREFERENCE_COOKIES.currency, currency);
}

export async function chooseTheme(form: FormData): Promise<void> {
  await requireOurPage();
  const theme = form.get("theme");
  if (isTheme(theme)) await remember(PREFERENCE_COOKIES.theme, theme);
}
