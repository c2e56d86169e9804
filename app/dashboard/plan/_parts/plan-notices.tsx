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
      {status === "past_due" || status === "unpaid" ? (
        <Blocking kind="overdue" href="/dashboard/billing" />
      ) : null}
      {status === "incomplete" ? <Blocking kind="incomplete" href="/dashboard" /> : null}
      {status === "paused" ? <Stopped /> : null}
      {runs && cancelAt ? <EndingNotice at={cancelAt} /> : null}
      {runs && !cancelAt && pause ? <PausedNotice plan={plan} until={pause.resumesAt} /> : null}
      {pending ? <PendingNotice pending={pending} plan={plan} /> : null}
      {scheduled ? <ScheduledNotice scheduled={scheduled} plan={plan} /> : null}
    </div>
  );
}

async function Blocking({ kind, href }: { kind: "overdue" | "incomplete"; href: string }) {
  const t = await getTranslations(`plan.${kind}`);
  const link = (
    <a href={href} className="btn btn-primary tap">
      {t("link")}
    </a>
  );
  return (
    <Notice tone={kind === "overdue" ? "danger" : "info"} title={t("title")} action={link}>
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
