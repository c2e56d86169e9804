import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { getPreferences } from "@/app/_i18n/preferences";
import { requirePerson } from "@/app/_session";
import { formatCredits, formatMoney } from "@/app/_ui/format";
import { creditsPerPeriod } from "@/lib/catalog/plans";
import { NothingOrdered } from "../../_landing/nothing-ordered";
import { buyPlan } from "../../buy";
import { standingOf } from "../../standing";
import { toChangePlanPath, toConfirmPlanPath, type WantedPlan } from "../../wanted-plan";
import { ConfirmCard } from "./confirm-card";

type ConfirmPlanProps = { wanted: WantedPlan; refused: unknown };

/** Whoever has a plan already is led to change it: nobody gets a second one by way of this page. */
export async function ConfirmPlan({ wanted, refused }: ConfirmPlanProps) {
  if (!wanted.ok) return <NothingOrdered why="notSold" />;
  const person = await requirePerson(toConfirmPlanPath(wanted));
  if (refused === "plan_already_live") redirect("/dashboard/plan");
  if (refused === "too_many_open_orders") return <NothingOrdered why="tooManyOrders" />;
  if (refused === "stripe_unavailable") return <NothingOrdered why="providerAway" />;
  const { inUse, trial } = await standingOf(person.walletId);
  if (inUse) redirect(toChangePlanPath(wanted.planId, wanted.interval));
  return <PlanToConfirm wanted={wanted} hasTrial={trial && wanted.plan.trialDays > 0} />;
}

type PlanToConfirmProps = { wanted: Extract<WantedPlan, { ok: true }>; hasTrial: boolean };

async function PlanToConfirm({ wanted, hasTrial }: PlanToConfirmProps) {
  const t = await getTranslations("landing.confirm");
  const names = await getTranslations("common");
  const { locale } = await getPreferences();
  const { plan, interval, currency } = wanted;
  const credits = formatCredits(creditsPerPeriod(plan, interval), locale);
  const trialCredits = formatCredits(plan.trialCredits, locale);
  const trial = [t("trial"), t("trialTerms", { days: plan.trialDays, credits: trialCredits })] as const;
  return (
    <ConfirmCard
      title={t("titlePlan")}
      rows={[
        [t("plan"), names(`plans.${plan.id}.name`)],
        [t("paid"), names(`intervals.${interval}`)],
        [t(`creditsEach.${interval}`), credits],
        ...(hasTrial ? [trial] : []),
      ]}
      total={[
        t(`${hasTrial ? "afterwards" : "renewal"}.${interval}`),
        formatMoney(plan.prices[interval][currency], currency, locale),
      ]}
      action={buyPlan}
      sends={{ plan: plan.id, interval, currency }}
      button={t("button")}
      notes={[t(`renews.${interval}`), t("nothingYet")]}
      other={{ href: `/?interval=${interval}#plans`, label: t("otherPlan") }}
    />
  );
}
