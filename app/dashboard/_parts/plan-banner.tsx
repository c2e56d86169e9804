import { getTranslations } from "next-intl/server";
import { getPreferences } from "@/app/_i18n/preferences";
import { getPerson } from "@/app/_session";
import { formatAnyMoney, formatDate } from "@/app/_ui/format";
import { Notice } from "@/app/_ui/notice";
import { nowMs } from "@/lib/platform/clock";
import { type DueInvoiceView, findOverdueInvoice } from "@/lib/subscriptions/find-due-invoice";
import { planName } from "./plan-name";

/** A plan that could not be renewed: what is owed, until when it goes on, and the one thing to do. */
export async function PlanBanner() {
  const person = await getPerson();
  const due = person && (await findOverdueInvoice(person.walletId));
  if (!due) return null;
  const t = await getTranslations("dashboard.banner");
  const [name, { locale, timeZone }] = await Promise.all([planName(due.plan), getPreferences()]);
  const kind = kindOf(due);
  const words = {
    plan: name,
    amount: formatAnyMoney(due.amountMinor, due.currency, locale),
    date: formatDate(due.graceUntil, locale, timeZone),
  };
  const isOver = Date.parse(due.graceUntil) <= nowMs();
  return (
    <div className="mx-auto w-full max-w-6xl px-4 pt-6 sm:px-6">
      <Notice
        tone="warn"
        title={t(`${kind}.title`, words)}
        action={
          <a href={`/dashboard/billing/invoices/${due.id}`} className="btn btn-primary tap px-5">
            {t(`${kind}.action`)}
          </a>
        }
      >
        {t(`${kind}.text`, words)} {kind === "unpaid" ? null : t(isOver ? "graceOver" : "grace", words)}
      </Notice>
    </div>
  );
}

function kindOf({ ask, planStatus }: DueInvoiceView) {
  if (planStatus === "unpaid") return "unpaid";
  return ask === "bank" ? "bank" : "payment";
}
