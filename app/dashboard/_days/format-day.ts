import { LANGUAGE_TAGS, type Locale } from "@/app/_i18n/locale";

/** A day of a calendar for a reader: "Nov 22", "11月22日". It has no zone any more, so none moves it. */
export function formatDay(day: string, locale: Locale): string {
  const format = new Intl.DateTimeFormat(LANGUAGE_TAGS[locale], {
    month: "short",
    day: "numeric",
    timeZone: "UTC",
  });
  return format.format(new Date(`${day}T00:00:00Z`));
}
