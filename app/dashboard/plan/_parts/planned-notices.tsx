import { getTranslations } from "next-intl/server";
import { getPreferences } from "@/app/_i18n/preferences";
import { formatDate } from "@/app/_ui/format";
import { Notice } from "@/app/_ui/notice";
import { SubmitButton } from "@/app/_ui/submit-button";
import type { PendingChange, ScheduledChange, SubscriptionView } from "@/lib/subscriptions/views";
import { resumeAction, undoChangeAction, unpauseAction } from "../actions";
import { namesOfChange } from "./names-of-change";
import { priceWords } from "./price-words";

async function dateOf(at: string): Promise<string> {
  const { locale, timeZone } = await getPreferences();
  return formatDate(at, locale, timeZone);
}

/** A change to come by itself; ours can be taken back. */
export async function ScheduledNotice({
  scheduled,
  plan,
}: {
  scheduled: ScheduledChange;
  plan: SubscriptionView;
}) {
  const { terms, isOurs } = scheduled;
  const [t, date, { from: current, to: next }] = await Promise.all([
    getTranslations("plan.scheduled"),
    dateOf(scheduled.at),
    namesOfChange(plan, terms ?? plan),
  ]);
  const words = terms ? await priceWords(terms, plan.currency) : null;
  const title = terms ? t("title", { plan: next, date }) : t("unknownTitle", { date });
  const undo = (
    <form action={undoChangeAction}>
      <SubmitButton className="btn-quiet" pending={t("undoing")}>
        {t("undo", { current })}
      </SubmitButton>
    </form>
  );
  return (
    <Notice tone="info" title={title} action={isOurs ? undo : null}>
      {words ? <p>{t("text", { current, price: words.price, credits: words.credits })}</p> : null}
      {isOurs ? null : <p>{t("foreign")}</p>}
    </Notice>
  );
}

/** A change that waits for the bank: it can be finished or dropped. */
export async function PendingNotice({ pending, plan }: { pending: PendingChange; plan: SubscriptionView }) {
  const [t, date, { to: next }] = await Promise.all([
    getTranslations("plan.pending"),
    dateOf(pending.until),
    namesOfChange(plan, pending.terms ?? plan),
  ]);
  const actions = (
    <>
      <a href="/dashboard/plan/confirm" className="btn btn-primary tap">
        {t("continue")}
      </a>
      <form action={undoChangeAction}>
        <SubmitButton className="btn-quiet" pending={t("dropping")}>
          {t("drop")}
        </SubmitButton>
      </form>
    </>
  );
  return (
    <Notice tone="warn" title={t("title", { plan: next })} action={actions}>
      {t("text", { date })}
    </Notice>
  );
}

/** A planned end, which can be taken back until it comes. */
export async function EndingNotice({ at }: { at: string }) {
  const [t, date] = await Promise.all([getTranslations("plan.ending"), dateOf(at)]);
  const resume = (
    <form action={resumeAction}>
      <SubmitButton pending={t("resuming")}>{t("resume")}</SubmitButton>
    </form>
  );
  return (
    <Notice tone="warn" title={t("title", { date })} action={resume}>
      {t("text")}
    </Notice>
  );
}

/** Skipped renewals, which can be ended early. */
export async function PausedNotice({ plan, until }: { plan: SubscriptionView; until: string | null }) {
  const t = await getTranslations("plan.paused");
  const resume = (
    <form action={unpauseAction}>
      <SubmitButton className="btn-quiet" pending={t("resuming")}>
        {t("resume")}
      </SubmitButton>
    </form>
  );
  return (
    <Notice tone="info" title={t("title")} action={resume}>
      <p>{until ? t("text", { date: await dateOf(until) }) : t("textOpen")}</p>
      <p className="mt-1 text-muted">{t("note", { date: await dateOf(plan.periodEnd) })}</p>
    </Notice>
  );
}
