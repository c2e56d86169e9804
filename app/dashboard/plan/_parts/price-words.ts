import { getTranslations } from "next-intl/server";
import { getPreferences } from "@/app/_i18n/preferences";
import { formatAnyMoney } from "@/app/_ui/format";
import type { PlanInterval } from "@/lib/catalog/plans";

type Terms = { interval: PlanInterval; amountMinor: number; credits: number };

/** What a plan costs and brings, in words: "$29.00 each month", "1,000 credits each month". */
export async function priceWords({ interval, amountMinor, credits }: Terms, currency: string) {
  const [t, tCommon, { locale }] = await Promise.all([
    getTranslations("plan.facts"),
    getTranslations("common"),
    getPreferences(),
  ]);
  const amount = formatAnyMoney(amountMinor, currency, locale);
  const some = tCommon("credits", { count: credits });
  return {
    price: t(interval === "year" ? "perYear" : "perMonth", { amount }),
    credits: t(interval === "year" ? "creditsYear" : "creditsMonth", { credits: some }),
  };
}
