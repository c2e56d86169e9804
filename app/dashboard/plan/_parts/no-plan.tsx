import { getTranslations } from "next-intl/server";
import { getPreferences } from "@/app/_i18n/preferences";
import { Card } from "@/app/_ui/card";
import { EmptyState } from "@/app/_ui/empty-state";
import { formatDate } from "@/app/_ui/format";
import { planName } from "@/app/dashboard/_parts/plan-name";
import type { SubscriptionView } from "@/lib/subscriptions/views";

/** Somebody without a plan, or whose plan ended. */
export async function NoPlan({ last }: { last: SubscriptionView | null }) {
  const [t, { locale, timeZone }] = await Promise.all([getTranslations("plan.none"), getPreferences()]);
  const ended = last && last.status === "canceled";
  return (
    <Card>
      <EmptyState
        title={t("title")}
        action={
          <a href="/#plans" className="btn btn-primary tap">
            {t("link")}
          </a>
        }
      >
        {ended
          ? t("ended", {
              plan: await planName(last.plan),
              date: formatDate(last.expiresAt, locale, timeZone),
            })
          : t("text")}
      </EmptyState>
    </Card>
  );
}
