import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { requirePerson } from "@/app/_session";
import { Notice } from "@/app/_ui/notice";
import { Page } from "@/app/_ui/page";
import { type Query, readQuery } from "@/app/(auth)/query";
import { quotePlanChange } from "@/lib/subscriptions/quote-plan-change";
import type { QuoteRefusal } from "@/lib/subscriptions/refusals";
import { namesOfChange } from "../_parts/names-of-change";
import { Said } from "../_parts/said";
import { AcceptQuote } from "./accept-quote";
import { QuoteFacts } from "./quote-facts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("plan.options"))("title"), robots: { index: false } };
}

/** What a change would cost and bring. Looking pins the numbers for a while and changes nothing. */
export default async function ChangePage({ searchParams }: { searchParams: Query }) {
  const [planId = "", interval = "", refusal, advice] = await Promise.all([
    readQuery(searchParams, "plan"),
    readQuery(searchParams, "interval"),
    readQuery(searchParams, "refusal"),
    readQuery(searchParams, "advice"),
  ]);
  const back = `/dashboard/plan/change?plan=${encodeURIComponent(planId)}&interval=${encodeURIComponent(interval)}`;
  const { walletId } = await requirePerson(back);
  const answer = await quotePlanChange({ walletId, planId, interval });
  if (!answer.ok) return <NotQuoted refusal={answer.refusal} back={back} />;
  const { quote } = answer;
  const t = await getTranslations("plan.quote");
  const { to } = await namesOfChange(quote.from, quote.to);
  return (
    <Page title={t("title", { plan: to })} lead={t(`lead.${quote.timing}`)} width="text">
      <div className="grid gap-6">
        <Said refusal={refusal} advice={advice} plan={planId} />
        <QuoteFacts quote={quote} />
        <AcceptQuote quote={quote} />
      </div>
    </Page>
  );
}

async function NotQuoted({ refusal, back }: { refusal: QuoteRefusal; back: string }) {
  const t = await getTranslations("plan");
  const leads = refusal === "payment_overdue" ? "/dashboard/billing" : "/dashboard/plan";
  return (
    <Page title={t("options.title")} width="text">
      <Notice
        tone="warn"
        title={t(`refusals.${refusal}.title`)}
        action={
          <>
            {refusal === "stripe_unavailable" ? (
              <a href={back} className="btn btn-primary tap">
                {t("quote.again")}
              </a>
            ) : null}
            <a href={leads} className="btn btn-quiet tap">
              {t(refusal === "payment_overdue" ? "overdue.link" : "links.plan")}
            </a>
          </>
        }
      >
        {t(`refusals.${refusal}.text`)}
      </Notice>
    </Page>
  );
}
