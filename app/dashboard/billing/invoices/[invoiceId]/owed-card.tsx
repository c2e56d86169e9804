import { getTranslations } from "next-intl/server";
import { getPreferences } from "@/app/_i18n/preferences";
import { Card } from "@/app/_ui/card";
import { Facts } from "@/app/_ui/facts";
import { DateTime } from "@/app/_ui/figures";
import { formatAnyMoney } from "@/app/_ui/format";
import { planName } from "@/app/dashboard/_parts/plan-name";
import type { InvoicePageView } from "@/lib/due-invoices/views";
import { nowMs } from "@/lib/platform/clock";

/** What is owed, why it is still owed, and what happens if nobody does anything. */
export async function OwedCard({ invoice }: { invoice: InvoicePageView }) {
  const t = await getTranslations("dashboard.invoice.summary");
  const advice = await getTranslations("checkout.advice");
  const { locale } = await getPreferences();
  const { due } = invoice;
  const isOver = due !== null && Date.parse(due.graceUntil) <= nowMs();
  return (
    <Card title={t("title")} className="self-start">
      <Facts
        facts={[
          [t("plan"), await planName(due?.plan ?? "")],
          [
            t("amount"),
            <strong key="amount" className="figures font-semibold">
              {formatAnyMoney(invoice.amountMinor, invoice.currency, locale)}
            </strong>,
          ],
          invoice.advice ? [t("last"), advice(`${invoice.advice}.title`)] : null,
          due ? [t("nextAttempt"), <NextTry key="next" at={due.nextAttemptAt} />] : null,
          due ? [t(isOver ? "graceOver" : "graceUntil"), <DateTime key="grace" at={due.graceUntil} />] : null,
        ]}
      />
      <p className="mt-4 text-muted text-sm">{t("credits")}</p>
    </Card>
  );
}

async function NextTry({ at }: { at: string | null }) {
  const t = await getTranslations("dashboard.invoice.summary");
  return at ? <DateTime at={at} /> : t("noAttempt");
}
