import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { getPreferences } from "@/app/_i18n/preferences";
import { Card } from "@/app/_ui/card";
import { Facts } from "@/app/_ui/facts";
import { Money } from "@/app/_ui/figures";
import { formatCredits, formatCreditsChange, formatDate } from "@/app/_ui/format";
import type { QuoteView } from "@/lib/subscriptions/views";
import { namesOfChange } from "../_parts/names-of-change";
import { moneyLines } from "./money-lines";

/** The numbers of a quote, in three cards: money now, credits, and what comes next. */
export async function QuoteFacts({ quote }: { quote: QuoteView }) {
  const t = await getTranslations("plan.quote");
  return (
    <>
      <Card title={t("money")}>
        <Facts facts={await moneyFacts(quote)} />
      </Card>
      <Card title={t("credits")}>
        <Facts facts={await creditFacts(quote)} />
        {quote.timing === "now" ? <p className="mt-4 text-muted text-sm">{t("share")}</p> : null}
      </Card>
      <Card title={t("then")}>
        <Facts facts={await nextFacts(quote)} />
        {quote.restarts && quote.discountMinor > 0 ? (
          <p className="mt-4 text-muted text-sm">{t("discountNote")}</p>
        ) : null}
      </Card>
    </>
  );
}

type Fact = readonly [string, ReactNode];

async function moneyFacts(quote: QuoteView): Promise<Fact[]> {
  const t = await getTranslations("plan.quote");
  const names = await namesOfChange(quote.from, quote.to);
  const lines = moneyLines(quote).map(({ key, amountMinor }): Fact => {
    const plan = key === "unused" ? names.from : names.to;
    return [t(key, { plan }), <Money key={key} amountMinor={amountMinor} currency={quote.currency} />];
  });
  const due = (
    <strong key="due" className="font-semibold text-lg">
      <Money amountMinor={quote.dueMinor} currency={quote.currency} />
    </strong>
  );
  return [...lines, [t("due"), due]];
}

async function creditFacts({ creditsNow, periodCredits, to }: QuoteView): Promise<Fact[]> {
  const [t, { locale }] = await Promise.all([getTranslations("plan.quote"), getPreferences()]);
  const credits = formatCredits(periodCredits, locale);
  return [
    [
      t("creditsNow"),
      <span key="now" className="figures font-semibold">
        {formatCreditsChange(creditsNow, locale)}
      </span>,
    ],
    [t("creditsThen"), t(to.interval === "year" ? "perYear" : "perMonth", { credits })],
  ];
}

async function nextFacts(quote: QuoteView): Promise<Fact[]> {
  const [t, { locale, timeZone }] = await Promise.all([getTranslations("plan.quote"), getPreferences()]);
  const date = formatDate(quote.renewalAt, locale, timeZone);
  const renewal = <Money key="renewal" amountMinor={quote.renewalMinor} currency={quote.currency} />;
  const facts: Fact[] = [[t(quote.to.interval === "year" ? "nextYear" : "nextMonth", { date }), renewal]];
  if (quote.timing === "period_end")
    facts.unshift([
      t("until", { date }),
      t("untilKeep", { plan: (await namesOfChange(quote.from, quote.to)).from }),
    ]);
  if (quote.timing === "in_trial") facts.unshift([t("trialUntil", { date }), t("trialKeep")]);
  return facts;
}
