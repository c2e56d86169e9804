import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { requirePerson } from "@/app/_session";
import { Page } from "@/app/_ui/page";
import { type Query, readQuery } from "@/app/(auth)/query";
import { isPlanInterval } from "@/lib/catalog/plans";
import { readVersion } from "@/lib/live/read-versions";
import { findSubscription } from "@/lib/subscriptions/find-subscription";
import { isLive } from "@/lib/subscriptions/live-statuses";
import { LiveRefresh } from "../_live/live-refresh";
import { CurrentPlan } from "./_parts/current-plan";
import { LeaveCard, PauseCard } from "./_parts/leave-cards";
import { NoPlan } from "./_parts/no-plan";
import { PlanNotices } from "./_parts/plan-notices";
import { PlanOptions } from "./_parts/plan-options";
import { Said } from "./_parts/said";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("plan"))("title"), robots: { index: false } };
}

export default async function PlanPage({ searchParams }: { searchParams: Query }) {
  const { walletId } = await requirePerson("/dashboard/plan");
  const version = await readVersion(walletId);
  const [t, plan, interval, after, refusal, advice] = await Promise.all([
    getTranslations("plan"),
    findSubscription(walletId),
    readQuery(searchParams, "interval"),
    readQuery(searchParams, "after"),
    readQuery(searchParams, "refusal"),
    readQuery(searchParams, "advice"),
  ]);
  const shown = isPlanInterval(interval) ? interval : (plan?.interval ?? "month");
  return (
    <Page title={t("title")} width="text">
      <LiveRefresh version={version} />
      <div className="grid gap-6">
        <Said after={after} refusal={refusal} advice={advice} plan={plan?.plan ?? ""} />
        {plan && isLive(plan.status) ? (
          <>
            <PlanNotices plan={plan} />
            <CurrentPlan plan={plan} />
            <PlanOptions plan={plan} interval={shown} />
            <PauseCard plan={plan} />
            <LeaveCard plan={plan} />
          </>
        ) : (
          <NoPlan last={plan} />
        )}
        <p>
          <a href="/dashboard" className="link">
            {t("links.dashboard")}
          </a>
        </p>
      </div>
    </Page>
  );
}
