import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { requirePerson } from "@/app/_session";
import { Page } from "@/app/_ui/page";
import { listOpenOrders } from "@/lib/checkout/list-open-orders";
import { listActivity } from "@/lib/ledger/list-activity";
import { listGrants } from "@/lib/ledger/list-grants";
import { readBalance } from "@/lib/ledger/read-balance";
import { readVersion } from "@/lib/live/read-versions";
import { findSubscription } from "@/lib/subscriptions/find-subscription";
import { DaysCard } from "./_days/days-card";
import { LiveRefresh } from "./_live/live-refresh";
import { ActivityCard } from "./_parts/activity-card";
import { BalanceCard } from "./_parts/balance-card";
import { DisputeNotice } from "./_parts/dispute-notice";
import { ExpiringNotice } from "./_parts/expiring-notice";
import { FirstVisit } from "./_parts/first-visit";
import { MoreLinks } from "./_parts/more-links";
import { planToShow } from "./_parts/plan-section";
import { RefusalNotice } from "./_parts/refusal-notice";
import { SideColumn } from "./_parts/side-column";

const GRANTS_SHOWN = 6;
const ENTRIES_SHOWN = 10;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("dashboard"))("title"), robots: { index: false } };
}

type Query = Promise<{ refusal?: string | string[] }>;

export default async function DashboardPage({ searchParams }: { searchParams: Query }) {
  const { walletId } = await requirePerson("/dashboard");
  const version = await readVersion(walletId);
  const [t, { refusal }, balance, grants, { activity }, orders, found] = await Promise.all([
    getTranslations("dashboard"),
    searchParams,
    readBalance(walletId),
    listGrants(walletId, { limit: GRANTS_SHOWN }),
    listActivity(walletId, { limit: ENTRIES_SHOWN }),
    listOpenOrders(walletId),
    findSubscription(walletId),
  ]);
  const plan = planToShow(found);
  const isNew = activity.length === 0;
  const hasSide = !isNew || orders.length > 0 || plan !== null;
  const topUp = (
    <a href="/#packs" className="btn btn-primary tap px-5">
      {t("topUp")}
    </a>
  );
  return (
    <Page title={t("title")} action={isNew ? null : topUp}>
      <LiveRefresh version={version} />
      <RefusalNotice refusal={refusal} />
      <DisputeNotice walletId={walletId} />
      <ExpiringNotice walletId={walletId} />
      <div
        className={`grid items-start gap-4 lg:grid-rows-[auto_1fr] ${hasSide ? "lg:grid-cols-[1fr_22rem]" : ""}`}
      >
        {isNew ? (
          <FirstVisit hasOrders={orders.length > 0} />
        ) : (
          <BalanceCard walletId={walletId} balance={balance} grants={grants} />
        )}
        {hasSide ? (
          <SideColumn walletId={walletId} plan={plan} orders={orders} grants={isNew ? [] : grants} />
        ) : null}
        {isNew ? null : (
          <div className="flex min-w-0 flex-col gap-4">
            <DaysCard walletId={walletId} />
            <ActivityCard walletId={walletId} activity={activity} />
          </div>
        )}
      </div>
      <MoreLinks />
    </Page>
  );
}
