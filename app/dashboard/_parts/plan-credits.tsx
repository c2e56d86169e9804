import { getTranslations } from "next-intl/server";
import { getPreferences } from "@/app/_i18n/preferences";
import { formatCredits } from "@/app/_ui/format";
import { Meter } from "@/app/_ui/meter";
import type { PeriodCredits } from "@/lib/subscriptions/find-period-credits";
import type { SubscriptionView } from "@/lib/subscriptions/views";

const WAITS_FOR_MONEY: readonly SubscriptionView["status"][] = ["past_due", "unpaid", "incomplete"];

/** How much of what this period brought is used and left; nothing while it has brought nothing. */
export async function PlanCredits({ plan, credits }: { plan: SubscriptionView; credits: PeriodCredits }) {
  const t = await getTranslations("dashboard.plan.credits");
  const { locale } = await getPreferences();
  const count = (number: number) => formatCredits(number, locale);
  const { total, left } = credits;
  if (total === 0) {
    if (!WAITS_FOR_MONEY.includes(plan.status)) return null;
    return <p className="mt-3 text-muted text-sm">{t("waiting", { credits: count(plan.credits) })}</p>;
  }
  const inWords = t("left", { left: count(left), total: count(total) });
  return (
    <div className="mt-4">
      <p className="flex flex-wrap justify-between gap-x-3 text-sm">
        <span>{t("title")}</span>
        <span className="figures">{inWords}</span>
      </p>
      <Meter className="mt-2 h-1.5" value={left} max={total} label={t("title")} valueText={inWords} />
      <p className="figures mt-1.5 text-muted text-sm">{t("used", { used: count(total - left) })}</p>
    </div>
  );
}
