import { getTranslations } from "next-intl/server";
import { Card } from "@/app/_ui/card";
import { Code, Facts } from "@/app/_ui/facts";
import { Credits, DateTime } from "@/app/_ui/figures";
import { traceHold } from "@/lib/ledger/trace-hold";

/** The reservation that a line began or ended, as it is now, with the lines of both. */
export async function HoldCard({ walletId, operationKey }: { walletId: string; operationKey: string }) {
  const hold = await traceHold(walletId, operationKey);
  if (!hold) return null;
  const t = await getTranslations("activity.receipt.hold");
  const end = hold.endedAt ? t("ended") : t("ends");
  return (
    <Card title={t("title")}>
      <Facts
        facts={[
          [t("state"), t(`states.${hold.state}`)],
          [t("reserved"), <Credits key="reserved" count={hold.credits} />],
          hold.state === "captured" ? [t("used"), <Credits key="used" count={hold.captured} />] : null,
          [end, <DateTime key="end" at={hold.endedAt ?? hold.expiresAt} style="minute" />],
          [t("began"), <LineLink key="began" seq={hold.beganAt} />],
          hold.endedAtEntry ? [t("ending"), <LineLink key="ending" seq={hold.endedAtEntry} />] : null,
          ["ID", <Code key="id">{hold.id}</Code>],
        ]}
      />
    </Card>
  );
}

async function LineLink({ seq }: { seq: number }) {
  const t = await getTranslations("activity.receipt.hold");
  return (
    <a href={`/dashboard/activity/${seq}`} className="figures underline underline-offset-4">
      {t("see", { seq: String(seq) })}
    </a>
  );
}
