import { getTranslations } from "next-intl/server";
import { getPreferences } from "@/app/_i18n/preferences";
import { formatAnyMoney, formatDate } from "@/app/_ui/format";
import { SubmitButton } from "@/app/_ui/submit-button";
import type { QuoteView } from "@/lib/subscriptions/views";
import { namesOfChange } from "../_parts/names-of-change";
import { acceptQuoteAction } from "../actions";

/** The one thing to do with a quote, which says what it costs, and the way back. */
export async function AcceptQuote({ quote }: { quote: QuoteView }) {
  const [t, { locale, timeZone }] = await Promise.all([getTranslations("plan.quote"), getPreferences()]);
  const date = formatDate(quote.renewalAt, locale, timeZone);
  const time = formatDate(quote.expiresAt, locale, timeZone, "minute");
  return (
    <form action={acceptQuoteAction} className="flex flex-col gap-4">
      <input type="hidden" name="quote" value={quote.id} />
      <input type="hidden" name="plan" value={quote.to.plan} />
      <input type="hidden" name="interval" value={quote.to.interval} />
      <input type="hidden" name="timing" value={quote.timing} />
      <div className="flex flex-wrap gap-3">
        <SubmitButton pending={t("submitting")}>{await submitWords(quote, date)}</SubmitButton>
        <a href="/dashboard/plan" className="btn btn-quiet tap">
          {t("stay", { plan: (await namesOfChange(quote.from, quote.to)).from })}
        </a>
      </div>
      <div className="max-w-text text-muted text-sm">
        {quote.dueMinor > 0 ? (
          <p>
            {t("charged")}{" "}
            <a href="/dashboard/billing" className="link">
              {t("manageCards")}
            </a>
          </p>
        ) : null}
        {quote.timing === "period_end" ? <p>{t("undoNote", { date })}</p> : null}
        <p>{t("holds", { time })}</p>
      </div>
    </form>
  );

  async function submitWords({ timing, dueMinor, currency }: QuoteView, on: string): Promise<string> {
    if (timing === "in_trial") return t("submit.in_trial");
    if (timing === "period_end") return t("submit.period_end", { date: on });
    if (dueMinor === 0) return t("submit.free");
    return t("submit.pay", { amount: formatAnyMoney(dueMinor, currency, locale) });
  }
}
