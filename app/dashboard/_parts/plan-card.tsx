import { getTranslations } from "next-intl/server";
import { getPreferences } from "@/app/_i18n/preferences";
import { Card } from "@/app/_ui/card";
import { formatAnyMoney, formatDate } from "@/app/_ui/format";
import { StatusDot } from "@/app/_ui/status-dot";
import type { DueInvoiceView } from "@/lib/subscriptions/find-due-invoice";
import type { PeriodCredits } from "@/lib/subscriptions/find-period-credits";
import type { SubscriptionView } from "@/lib/subscriptions/views";
import { PlanCredits } from "./plan-credits";
import { PlanLinks } from "./plan-links";
import { planName } from "./plan-name";
import { planStateOf, TONES } from "./plan-state";

type Props = { plan: SubscriptionView; due: DueInvoiceView | null; credits: PeriodCredits };

/** The plan, its state, when it costs what, and what of this period's credits is left. */
export async function PlanCard({ plan, due, credits }: Props) {
  const t = await getTranslations("dashboard.plan");
  const tCommon = await getTranslations("common");
  const state = planStateOf(plan);
  return (
    <Card title={t("title")} action={<StatusDot tone={TONES[state]}>{t(`states.${state}`)}</StatusDot>}>
      <p className="flex flex-wrap items-baseline gap-x-2">
        <strong className="font-semibold text-lg">{await planName(plan.plan)}</strong>
        <span className="text-muted text-sm">{tCommon(`intervals.${plan.interval}`)}</span>
      </p>
      <p className="mt-1 text-sm">{await sayState(plan, due)}</p>
      <PlanCredits plan={plan} credits={credits} />
      <PlanLinks state={state} due={due} />
    </Card>
  );
}

/** What happens next, with its date and its money. */
async function sayState(plan: SubscriptionView, due: DueInvoiceView | null): Promise<string> {
  const t = await getTranslations("dashboard.plan.next");
  const { locale, timeZone } = await getPreferences();
  const day = (at: string | null | undefined) => (at ? formatDate(at, locale, timeZone) : "");
  const money = (minor: number) => formatAnyMoney(minor, plan.currency, locale);
  const words = { amount: money(plan.amountMinor), date: day(plan.periodEnd) };
  const state = planStateOf(plan);
  switch (state) {
    case "trialing":
      return t("trialing", { ...words, date: day(plan.trialEnd) });
    case "canceling":
      return t("canceling", { ...words, date: day(plan.cancelAt) });
    case "ended":
      return t("ended", { ...words, date: day(plan.expiresAt) });
    case "held":
      return plan.pause?.resumesAt ? t("heldUntil", { date: day(plan.pause.resumesAt) }) : t("held");
    case "pending":
      return t("pending", { date: day(plan.pending?.until) });
    case "scheduled":
      return sayScheduled(plan, day(plan.scheduled?.at), money);
    case "past_due":
    case "unpaid":
      return t(state, { amount: money(due?.amountMinor ?? plan.amountMinor), date: day(plan.graceUntil) });
    default:
      return t(state, words);
  }
}

async function sayScheduled(
  plan: SubscriptionView,
  date: string,
  money: (minor: number) => string,
): Promise<string> {
  const t = await getTranslations("dashboard.plan.next");
  const terms = plan.scheduled?.terms;
  if (!terms) return t("scheduledUnknown", { date });
  return t("scheduled", { plan: await planName(terms.plan), amount: money(terms.amountMinor), date });
}
