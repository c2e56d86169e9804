import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { getPreferences } from "@/app/_i18n/preferences";
import { Facts } from "@/app/_ui/facts";
import { DateTime } from "@/app/_ui/figures";
import { formatAnyMoney, formatDate } from "@/app/_ui/format";
import { StatusDot } from "@/app/_ui/status-dot";
import { planName } from "@/app/dashboard/_parts/plan-name";
import type { SubscriptionView } from "@/lib/subscriptions/views";
import { priceWords } from "./price-words";
import { nextChargeOf, stateOfPlan } from "./state-of-plan";

/** The plan a person has: its state, what it costs and brings, and when it is charged next. */
export async function CurrentPlan({ plan }: { plan: SubscriptionView }) {
  const [t, { locale, timeZone }, words, name] = await Promise.all([
    getTranslations("plan"),
    getPreferences(),
    priceWords(plan, plan.currency),
    planName(plan.plan),
  ]);
  const { word, tone } = stateOfPlan(plan);
  const date = formatDate(plan.cancelAt ?? plan.periodEnd, locale, timeZone);
  return (
    <section aria-label={name} className="panel min-w-0 p-5 sm:p-6">
      <div className="mb-4 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 className="min-w-0 break-words text-xl">{name}</h2>
        <StatusDot tone={tone}>{t(`state.${word}`, { date })}</StatusDot>
      </div>
      <Facts
        facts={[
          [t("facts.price"), words.price],
          [t("facts.credits"), words.credits],
          [t("facts.period"), <Period key="period" plan={plan} />],
          await nextFact(plan),
        ]}
      />
      <p className="mt-4 text-sm">
        <a href="/dashboard/billing" className="link">
          {t("links.billing")}
        </a>
      </p>
    </section>
  );
}

function Period({ plan }: { plan: SubscriptionView }) {
  return (
    <>
      <DateTime at={plan.periodStart} /> – <DateTime at={plan.periodEnd} />
    </>
  );
}

/** Of a planned change the amount is that of the plan to come. */
async function nextFact(plan: SubscriptionView): Promise<readonly [string, ReactNode] | null> {
  const [t, { locale, timeZone }] = await Promise.all([getTranslations("plan.facts"), getPreferences()]);
  const at = nextChargeOf(plan);
  if (plan.cancelAt && !at)
    return [t("next"), t("nextNone", { date: formatDate(plan.cancelAt, locale, timeZone) })];
  if (!at) return null;
  const amountMinor = plan.scheduled?.terms?.amountMinor ?? plan.amountMinor;
  const amount = formatAnyMoney(amountMinor, plan.currency, locale);
  const said = (
    <span title={t("chargeNote")} className="figures">
      {t("chargeOn", { amount, date: formatDate(at, locale, timeZone) })}
    </span>
  );
  return [t(plan.status === "trialing" ? "firstCharge" : "next"), said];
}
