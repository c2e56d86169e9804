import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { getPreferences } from "@/app/_i18n/preferences";
import { requirePerson } from "@/app/_session";
import { formatDate } from "@/app/_ui/format";
import { Page } from "@/app/_ui/page";
import { planName } from "@/app/dashboard/_parts/plan-name";
import { findSubscription } from "@/lib/subscriptions/find-subscription";
import { isLive } from "@/lib/subscriptions/live-statuses";
import { isPausable } from "@/lib/subscriptions/pause-plan";
import type { SubscriptionView } from "@/lib/subscriptions/views";
import { isBlocked } from "../_parts/state-of-plan";
import { CancelForm } from "./cancel-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("plan.leave"))("link"), robots: { index: false } };
}

/** What canceling means for this plan, then why, then the button. */
export default async function CancelPage() {
  const { walletId } = await requirePerson("/dashboard/plan/cancel");
  const plan = await findSubscription(walletId);
  if (!plan || !isLive(plan.status) || plan.cancelAt || plan.status === "incomplete")
    redirect("/dashboard/plan");
  const [t, name] = await Promise.all([getTranslations("plan.cancel"), planName(plan.plan)]);
  const canPause = plan.status === "active" && !isBlocked(plan) && isPausable(plan.plan, plan.interval);
  const drops = plan.scheduled !== null || plan.pending !== null;
  return (
    <Page title={t("title", { plan: name })} width="text">
      <div className="grid max-w-text gap-6">
        <div className="grid gap-2">
          <p>{await leadOf(plan, name)}</p>
          <p className="text-muted">{t("credits")}</p>
          {drops ? <p className="text-muted">{t("drops")}</p> : null}
        </div>
        {canPause ? (
          <p className="rounded-topup border border-line p-4 text-sm">
            <strong className="block font-semibold">{t("pauseTitle")}</strong>
            {t("pauseText")}{" "}
            <a href="/dashboard/plan#pause" className="link">
              {t("pauseLink")}
            </a>
          </p>
        ) : null}
        <CancelForm endsNow={!runs(plan)} />
      </div>
    </Page>
  );
}

function runs({ status }: SubscriptionView): boolean {
  return status === "active" || status === "trialing";
}

async function leadOf(plan: SubscriptionView, name: string): Promise<string> {
  const [t, { locale, timeZone }] = await Promise.all([getTranslations("plan.cancel"), getPreferences()]);
  if (!runs(plan)) return t("leadNow");
  const date = formatDate(plan.periodEnd, locale, timeZone);
  return plan.status === "trialing" ? t("leadTrial", { date }) : t("lead", { plan: name, date });
}
