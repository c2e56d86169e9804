import { getTranslations } from "next-intl/server";
import { getPreferences } from "@/app/_i18n/preferences";
import { Card } from "@/app/_ui/card";
import { formatDate } from "@/app/_ui/format";
import { SubmitButton } from "@/app/_ui/submit-button";
import { addMonths } from "@/lib/platform/add-months";
import { isPausable, PAUSES } from "@/lib/subscriptions/pause-plan";
import type { SubscriptionView } from "@/lib/subscriptions/views";
import { pauseAction } from "../actions";
import { isBlocked } from "./state-of-plan";

/** Skipping renewals, where the plan allows it and nothing else is planned. */
export async function PauseCard({ plan }: { plan: SubscriptionView }) {
  if (plan.status !== "active" || isBlocked(plan) || !isPausable(plan.plan, plan.interval)) return null;
  const t = await getTranslations("plan.pause");
  return (
    <Card title={t("title")} id="pause">
      <p className="max-w-text text-muted text-sm">{t("text")}</p>
      <form action={pauseAction} className="mt-4 flex flex-col gap-4">
        <PauseChoices periodEnd={plan.periodEnd} />
        <div>
          <SubmitButton className="btn-quiet" pending={t("pending")}>
            {t("submit")}
          </SubmitButton>
        </div>
      </form>
    </Card>
  );
}

async function PauseChoices({ periodEnd }: { periodEnd: string }) {
  const [t, { locale, timeZone }] = await Promise.all([getTranslations("plan.pause"), getPreferences()]);
  const again = (count: number) => formatDate(addMonths(new Date(periodEnd), count), locale, timeZone);
  return (
    <fieldset>
      <legend className="font-medium text-sm">{t("legend")}</legend>
      <div className="mt-2 flex flex-col gap-1">
        {PAUSES.map((count) => (
          <label key={count} className="flex min-h-11 cursor-pointer items-center gap-3">
            <input
              type="radio"
              name="renewals"
              value={count}
              defaultChecked={count === PAUSES[0]}
              className="radio radio-sm radio-primary"
            />
            <span>
              {t("choice", { count })}
              <span className="text-muted text-sm">
                {" · "}
                {t("again", { date: again(count) })}
              </span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** The way out. A plan whose end is planned already, or that has not begun, has none to offer. */
export async function LeaveCard({ plan }: { plan: SubscriptionView }) {
  if (plan.cancelAt || plan.status === "incomplete") return null;
  const t = await getTranslations("plan.leave");
  const runs = plan.status === "active" || plan.status === "trialing";
  return (
    <Card title={t("title")}>
      <p className="max-w-text text-muted text-sm">{t(runs ? "text" : "textOverdue")}</p>
      <a href="/dashboard/plan/cancel" className="btn btn-quiet tap mt-4 text-error">
        {t("link")}
      </a>
    </Card>
  );
}
