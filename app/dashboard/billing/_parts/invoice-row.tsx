import { getTranslations } from "next-intl/server";
import { getPreferences } from "@/app/_i18n/preferences";
import { DateTime, Money } from "@/app/_ui/figures";
import { formatAnyMoney, formatCredits } from "@/app/_ui/format";
import { StatusDot } from "@/app/_ui/status-dot";
import type { MoneyBackView } from "@/lib/reversals/find-money-back";
import type { InvoiceView } from "@/lib/subscriptions/list-invoices";

const TONES = { draft: "waiting", open: "warn", paid: "good", uncollectible: "bad", void: "off" } as const;

type InvoiceRowProps = { invoice: InvoiceView; back: MoneyBackView | undefined };

/** One invoice: its money and state, what it brought, and where it can be read or paid. */
export async function InvoiceRow({ invoice, back }: InvoiceRowProps) {
  const t = await getTranslations("billing.invoices");
  const { number, state, totalMinor, currency, createdAt } = invoice;
  return (
    <li className="py-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="font-medium">{number ? t("one", { number }) : t("unnumbered")}</span>
        <Money amountMinor={totalMinor} currency={currency} />
      </div>
      <div className="mt-0.5 flex flex-wrap items-baseline justify-between gap-x-4 text-muted text-sm">
        <StatusDot tone={TONES[state]}>{t(`states.${state}`)}</StatusDot>
        <DateTime at={createdAt} />
      </div>
      <Details invoice={invoice} />
      <MoneyBack currency={currency} back={back} />
      <Links invoice={invoice} />
    </li>
  );
}

async function Details({ invoice }: { invoice: InvoiceView }) {
  const t = await getTranslations("billing.invoices");
  const { locale } = await getPreferences();
  const { state, currency, credits, isParked, discountMinor, amountRemainingMinor, nextAttemptAt } = invoice;
  const money = (amountMinor: number) => formatAnyMoney(amountMinor, currency, locale);
  const said = [
    credits ? t("brought", { credits: formatCredits(credits, locale) }) : null,
    isParked ? t("parked") : null,
    discountMinor > 0 ? t("discount", { amount: money(discountMinor) }) : null,
    state === "open" && amountRemainingMinor !== invoice.totalMinor
      ? t("remaining", { amount: money(amountRemainingMinor) })
      : null,
  ].filter((one) => one !== null);
  if (said.length === 0) return null;
  return (
    <p className="mt-0.5 text-muted text-sm">
      <span className="figures">{said.join(" · ")}</span>
      {state === "open" && nextAttemptAt ? (
        <span className="block">
          {t("next")} <DateTime at={nextAttemptAt} style="minute" />
        </span>
      ) : null}
    </p>
  );
}

/** What of it went back, or is disputed. */
async function MoneyBack({ currency, back }: { currency: string; back: MoneyBackView | undefined }) {
  if (!back) return null;
  const t = await getTranslations("billing.invoices");
  const { locale } = await getPreferences();
  const { refundedMinor, dispute } = back;
  const said = [
    refundedMinor > 0 ? t("refunded", { amount: formatAnyMoney(refundedMinor, currency, locale) }) : null,
    dispute ? t(`disputes.${dispute.state}`) : null,
  ].filter((one) => one !== null);
  return said.length > 0 ? <p className="figures mt-0.5 text-sm">{said.join(" · ")}</p> : null;
}

async function Links({ invoice }: { invoice: InvoiceView }) {
  const t = await getTranslations("billing.invoices");
  const { id, state, amountRemainingMinor, pageUrl, pdfUrl } = invoice;
  const number = invoice.number ?? "";
  const outside = {
    target: "_blank",
    rel: "noopener noreferrer",
    className: "link-quiet tap flex items-center",
  };
  const toPay = state === "open" && amountRemainingMinor > 0;
  if (!toPay && !pageUrl && !pdfUrl) return null;
  return (
    <p className="mt-1 flex flex-wrap items-center gap-x-5 text-sm print:hidden">
      {toPay ? (
        <a
          href={`/dashboard/billing/invoices/${id}`}
          aria-label={t("payOf", { number })}
          className="btn btn-primary tap my-1"
        >
          {t("pay")}
        </a>
      ) : null}
      {pageUrl ? (
        <a href={pageUrl} aria-label={t("viewOf", { number })} {...outside}>
          {t("view")}
        </a>
      ) : null}
      {pdfUrl ? (
        <a href={pdfUrl} aria-label={t("pdfOf", { number })} {...outside}>
          {t("pdf")}
        </a>
      ) : null}
    </p>
  );
}
