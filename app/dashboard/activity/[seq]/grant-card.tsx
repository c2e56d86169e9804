import { getTranslations } from "next-intl/server";
import { Card } from "@/app/_ui/card";
import { Code, Facts } from "@/app/_ui/facts";
import { Credits, DateTime } from "@/app/_ui/figures";
import { findOrigins, type GrantOrigin } from "@/lib/checkout/find-origins";
import { listActivity } from "@/lib/ledger/list-activity";
import type { TracedGrant } from "@/lib/ledger/trace-grant";
import { grantsOf } from "../../_parts/activity-card";
import { ActivityList } from "../../_parts/activity-list";
import { sayOriginWithDate } from "../../_parts/cause-words";
import { toAddress } from "../read-query";

const USES_SHOWN = 10;

type GrantCardProps = { walletId: string; grant: TracedGrant; origin: GrantOrigin | undefined };

/** The credits a line is about, as they are now, and the last of what became of them. */
export async function GrantCard({ walletId, grant, origin }: GrantCardProps) {
  const t = await getTranslations("activity.receipt.grant");
  const { activity } = await listActivity(walletId, { grantId: grant.id, limit: USES_SHOWN });
  const uses = activity.filter((one) => one.seq > grant.beganAt);
  const origins = await findOrigins(walletId, grantsOf(uses));
  const { expiresAt } = grant;
  return (
    <Card title={t("title")}>
      <Facts
        facts={[
          [t("of"), await sayOriginWithDate(origin)],
          [t("amount"), <Credits key="amount" count={grant.amount} />],
          [t("left"), <Credits key="left" count={grant.available + grant.held} />],
          [t("expires"), expiresAt ? <DateTime key="expires" at={expiresAt} style="minute" /> : t("never")],
          [t("id"), <Code key="id">{grant.id}</Code>],
        ]}
      />
      <div className="mt-6 mb-4 flex items-baseline justify-between gap-4">
        <h3 className="text-sm">{t("uses")}</h3>
        <a href={toAddress({ grant: grant.id })} className="link-quiet text-sm print:hidden">
          {t("allUses")}
        </a>
      </div>
      {uses.length > 0 ? (
        <ActivityList activity={uses} origins={origins} />
      ) : (
        <p className="text-muted text-sm">{t("unused")}</p>
      )}
    </Card>
  );
}
