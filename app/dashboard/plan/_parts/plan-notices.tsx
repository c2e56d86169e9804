import { getTranslations } from "next-intl/server";
import { Notice } from "@/app/_ui/notice";
import type { SubscriptionView } from "@/lib/subscriptions/views";
import { EndingNotice, PausedNotice, PendingNotice, ScheduledNotice } from "./planned-notices";

/** What a person must know of their plan before anything else, and what they can do about it. */
export function PlanNotices({ plan }: { plan: SubscriptionView }) {
  const { status, scheduled, pending, cancelAt, pause } = plan;
  const runs = status === "active" || status === "trialing";
  return (
    <div className="grid gap-4 empty:hidden">
      {status === "past_due" || status === "unpaid" ? <Overdue /> : null}
      {status === "incomplete" ? <Incomplete /> : null}
      {status === "paused" ? <Stopped /> : null}
      {runs && cancelAt ? <EndingNotice at={cancelAt} /> : null}
      {runs && !cancelAt && pause ? <PausedNotice plan={plan} until={pause.resumesAt} /> : null}
      {pending ? <PendingNotice pending={pending} plan={plan} /> : null}
      {scheduled ? <ScheduledNotice scheduled={scheduled} plan={plan} /> : null}
    </div>
  );
}

/** The banner of the dashboard says what is owed and where to pay it; here is what follows for changes. */
async function Overdue() {
  const t = await getTranslations("plan.overdue");
  return (
    <Notice tone="info">
      {t("text")}{" "}
      <a href="/dashboard/billing" className="link">
        {t("link")}
      </a>
    </Notice>
  );
}

async function Incomplete() {
  const t = await getTranslations("plan.incomplete");
  const link = (
    <a href="/dashboard" className="btn btn-primary tap">
      {t("link")}
    </a>
  );
  return (
    <Notice tone="info" title={t("title")} action={link}>
      {t("text")}
    </Notice>
  );
}

async function Stopped() {
  const t = await getTranslations("plan.stopped");
  return (
    <Notice tone="warn" title={t("title")}>
      {t("text")}
    </Notice>
  );
}
