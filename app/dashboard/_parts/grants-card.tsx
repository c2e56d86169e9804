import { getTranslations } from "next-intl/server";
import { getPreferences } from "@/app/_i18n/preferences";
import { Card } from "@/app/_ui/card";
import { DateTime } from "@/app/_ui/figures";
import { formatCredits } from "@/app/_ui/format";
import { Meter } from "@/app/_ui/meter";
import type { GrantView } from "@/lib/ledger/views";
import { nowMs } from "@/lib/platform/clock";
import { daysUntilSoon } from "../expiring-soon";

/** Each lot of credits: where it came from, what is left of it, and until when. */
export async function GrantsCard({ grants }: { grants: GrantView[] }) {
  const t = await getTranslations("dashboard.grants");
  return (
    <Card title={t("title")}>
      <ul className="flex flex-col gap-5">
        {grants.map((grant) => (
          <GrantRow key={grant.id} grant={grant} />
        ))}
      </ul>
    </Card>
  );
}

async function GrantRow({ grant }: { grant: GrantView }) {
  const t = await getTranslations("dashboard.grants");
  const { locale } = await getPreferences();
  const left = grant.available + grant.held;
  const soon = left > 0 ? daysUntilSoon(grant.expiresAt, nowMs()) : null;
  const leftInWords = t("left", {
    left: formatCredits(left, locale),
    total: formatCredits(grant.amount, locale),
  });
  return (
    <li className={left === 0 ? "text-muted" : ""}>
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span className="font-medium">{t(`sources.${grant.source}`)}</span>
        <span className="figures text-sm">{leftInWords}</span>
      </div>
      <Meter
        className="mt-2 h-1.5"
        value={left}
        max={grant.amount}
        label={t(`sources.${grant.source}`)}
        valueText={leftInWords}
      />
      <p className="mt-1.5 text-muted text-sm">
        {left === 0 ? t("used") : null}
        {left > 0 && !grant.expiresAt ? t("never") : null}
        {left > 0 && grant.expiresAt ? (
          <>
            {soon ? (
              <strong className="font-medium text-warning">{t("soon", { days: soon })}</strong>
            ) : (
              t("expires")
            )}
            {soon ? " · " : " "}
            <DateTime at={grant.expiresAt} />
          </>
        ) : null}
      </p>
    </li>
  );
}
