import { getTranslations } from "next-intl/server";
import { Card } from "@/app/_ui/card";
import { Facts } from "@/app/_ui/facts";
import type { GrantOrigin } from "@/lib/checkout/find-origins";
import type { ActivityView } from "@/lib/ledger/list-activity";
import { ActivityLines } from "../../_parts/activity-lines";
import { Change } from "../../_parts/activity-list";

type ChangeCardProps = { activity: ActivityView; origins: ReadonlyMap<string, GrantOrigin> };

/** How much it was, under which number, and the lines of the ledger it consists of. */
export async function ChangeCard({ activity, origins }: ChangeCardProps) {
  const t = await getTranslations("activity.receipt");
  const [first, last] = [activity.lines[0]?.seq ?? activity.seq, activity.seq];
  return (
    <Card>
      <Facts
        facts={[
          [activity.change === 0 ? t("moved") : t("change"), <Change key="change" of={activity} />],
          [t("line"), first === last ? String(last) : `${first}–${last}`],
        ]}
      />
      {activity.lines.length > 1 ? (
        <>
          <h2 className="mt-5 text-sm">{t("lines")}</h2>
          <ActivityLines lines={activity.lines} origins={origins} />
        </>
      ) : null}
    </Card>
  );
}
