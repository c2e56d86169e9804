import { getTranslations } from "next-intl/server";
import { getPreferences } from "@/app/_i18n/preferences";
import { formatCredits, formatMoney, formatPrice } from "@/app/_ui/format";
import type { Currency } from "@/lib/catalog/currencies";
import { planPricePerHundred, savingOfYear } from "@/lib/catalog/plan-savings";
import { creditsPerPeriod, PLANS, type Plan, type PlanId, type PlanInterval } from "@/lib/catalog/plans";

/** A plan in the reader's words, currency and number format, for one way of paying it. */
export type PlanOffer = {
  id: PlanId;
  interval: PlanInterval;
  currency: Currency;
  name: string;
  /** As buttons say it. */
  short: string;
  description: string;
  price: string;
  credits: string;
  perHundred: string;
  rollover: string;
  /** What the year saves; null where months are paid, or nothing is saved. */
  saving: string | null;
  /** Null where this reader gets none. */
  trial: { days: number; text: string } | null;
};

/** All plans, smallest first, as they are offered to this reader in this currency, with a trial or without. */
export async function listPlanOffers(
  interval: PlanInterval,
  currency: Currency,
  withTrial: boolean,
): Promise<PlanOffer[]> {
  return Promise.all(
    PLANS.map(async (plan) => ({
      ...(await toPlanOffer(plan, interval, currency)),
      trial: withTrial && plan.trialDays > 0 ? await toTrial(plan, interval, currency) : null,
    })),
  );
}

async function toTrial(
  { trialDays: days, trialCredits, prices }: Plan,
  interval: PlanInterval,
  currency: Currency,
) {
  const { locale } = await getPreferences();
  const t = await getTranslations("landing.plans.trial");
  const price = formatPrice(prices[interval][currency], currency, locale);
  return { days, text: t(interval, { days, credits: formatCredits(trialCredits, locale), price }) };
}

async function toPlanOffer(
  plan: Plan,
  interval: PlanInterval,
  currency: Currency,
): Promise<Omit<PlanOffer, "trial">> {
  const { locale } = await getPreferences();
  const t = await getTranslations("landing.plans");
  const tPlans = await getTranslations("common.plans");
  const price = formatPrice(plan.prices[interval][currency], currency, locale);
  const saved = savingOfYear(plan, currency).amountMinor;
  return {
    id: plan.id,
    interval,
    currency,
    name: tPlans(`${plan.id}.name`),
    short: tPlans(`${plan.id}.short`),
    description: tPlans(`${plan.id}.description`),
    price,
    credits: t(`credits.${interval}`, { credits: formatCredits(creditsPerPeriod(plan, interval), locale) }),
    perHundred: t("per", {
      price: formatMoney(planPricePerHundred(plan, interval, currency), currency, locale),
    }),
    rollover: t(`rollover.${plan.rollover}.${interval}`),
    saving:
      interval === "year" && saved > 0 ? t("saving", { amount: formatPrice(saved, currency, locale) }) : null,
  };
}
