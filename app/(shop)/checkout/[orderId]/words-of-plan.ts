import { getTranslations } from "next-intl/server";
import { getPreferences } from "@/app/_i18n/preferences";
import { nameOfOrder } from "@/app/_payments/name-of-order";
import { formatCredits, formatDate, formatMoney, formatPercent } from "@/app/_ui/format";
import { nextPaymentAt } from "@/lib/catalog/next-payment";
import { findPlan } from "@/lib/catalog/plans";
import type { OrderView, PlanOrderView } from "@/lib/checkout/views";
import { now } from "@/lib/platform/clock";
import type { OrderWords } from "./words-of-pack";

/** Stripe's coupons take off percents with at most two decimals; what is promised is said exactly. */
const PERCENT_DIGITS_MAX = 2;

/** A plan in the reader's words: what it brings, what is due today, and what is charged when. */
export async function wordsOfPlan(order: OrderView, plan: PlanOrderView): Promise<OrderWords> {
  const t = await getTranslations("checkout.plan");
  const { locale, timeZone } = await getPreferences();
  const money = (amountMinor: number) => formatMoney(amountMinor, order.currency, locale);
  const date = formatDate(nextPaymentAt(now(), plan), locale, timeZone);
  const isTrial = plan.trialDays > 0;
  const price = t(`price.${plan.interval}`, { amount: money(order.amountMinor) });
  const due = money(plan.dueMinor);
  return {
    what: await nameOfOrder(order),
    headline: isTrial ? t("free", { days: plan.trialDays }) : due,
    under: isTrial ? t("then", { price }) : t(`for.${plan.interval}`),
    lines: [...(await termsOf(order, plan)), [t("priceLabel"), price], ...(await discountOf(order, plan))],
    total: due,
    next: [t("next", { date }), money(plan.renewalMinor)],
    notes: [
      ...(isTrial ? [t("trialNote", { amount: money(plan.renewalMinor), date })] : []),
      t(`renews.${plan.interval}`),
    ],
  };
}

async function termsOf(order: OrderView, plan: PlanOrderView): Promise<OrderWords["lines"]> {
  const t = await getTranslations("checkout.plan");
  const rollover = await getTranslations("landing.plans.rollover");
  const { locale } = await getPreferences();
  const credits = formatCredits(order.credits, locale);
  const policy = findPlan(plan.plan)?.rollover;
  const trial = t("trial", { days: plan.trialDays, credits: formatCredits(plan.trialCredits, locale) });
  return [
    [t("label"), await nameOfOrder(order)],
    [t("creditsLabel"), t(`credits.${plan.interval}`, { credits })],
    ...(policy ? ([[t("leftLabel"), rollover(`${policy}.${plan.interval}`)]] as const) : []),
    ...(plan.trialDays > 0 ? ([[t("trialLabel"), trial]] as const) : []),
  ];
}

/** The promotion code that counts: what it takes off, and for how long. */
async function discountOf(order: OrderView, { discount }: PlanOrderView): Promise<OrderWords["lines"]> {
  if (!discount) return [];
  const t = await getTranslations("checkout.plan.discount");
  const { locale } = await getPreferences();
  const off =
    discount.percentOff === null
      ? formatMoney(discount.amountOffMinor ?? 0, order.currency, locale)
      : formatPercent(discount.percentOff / 100, locale, PERCENT_DIGITS_MAX);
  return [
    [
      t("label", { code: discount.code }),
      t(discount.duration, { off, months: discount.durationMonths ?? 1 }),
    ],
  ];
}
