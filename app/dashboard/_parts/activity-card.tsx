import { getTranslations } from "next-intl/server";
import { Card } from "@/app/_ui/card";
import { findOrigins } from "@/lib/checkout/find-origins";
import type { ActivityView } from "@/lib/ledger/list-activity";
import { ActivityList } from "./activity-list";

/** What happened last, and the way to all of it. */
export async function ActivityCard({ walletId, activity }: { walletId: string; activity: ActivityView[] }) {
  const t = await getTranslations("dashboard.entries");
  const origins = await findOrigins(walletId, grantsOf(activity));
  return (
    <Card
      title={t("title")}
      action={
        <a href="/dashboard/activity" className="link-quiet text-sm">
          {t("all")}
        </a>
      }
    >
      <ActivityList activity={activity} origins={origins} />
    </Card>
  );
}

/** The grants that had a part in what happened. */
export function grantsOf(activity: readonly ActivityView[]): string[] {
  return activity.flatMap((one) => one.lines.map((line) => line.grantId));
}
