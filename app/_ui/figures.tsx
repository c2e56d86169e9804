import { getPreferences } from "@/app/_i18n/preferences";
import { type DateStyle, formatAnyMoney, formatCredits, formatDate } from "./format";

/** An amount in minor units, for the reader's language. */
export async function Money({ amountMinor, currency }: { amountMinor: number; currency: string }) {
  const { locale } = await getPreferences();
  return <span className="figures">{formatAnyMoney(amountMinor, currency, locale)}</span>;
}

/** A number of credits, without the word. */
export async function Credits({ count }: { count: number }) {
  const { locale } = await getPreferences();
  return <span className="figures">{formatCredits(count, locale)}</span>;
}

/** A moment in the reader's zone, to the second and with its zone on hover. */
export async function DateTime({ at, style = "date" }: { at: string; style?: DateStyle }) {
  const { locale, timeZone } = await getPreferences();
  return (
    <time dateTime={at} title={formatDate(at, locale, timeZone, "exact")} className="figures">
      {formatDate(at, locale, timeZone, style)}
    </time>
  );
}
