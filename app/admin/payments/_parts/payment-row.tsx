import { getTranslations } from "next-intl/server";
import { getPreferences } from "@/app/_i18n/preferences";
import { Code } from "@/app/_ui/facts";
import { DateTime, Money } from "@/app/_ui/figures";
import { formatCredits } from "@/app/_ui/format";
import { sayPaymentMethod } from "@/app/_ui/payment-method";
import { StatusDot } from "@/app/_ui/status-dot";
import type { PaymentLine } from "@/lib/admin/list-payments";
import { nameOfItem } from "./name-of-item";
import { stateOf } from "./state-of";

/** One payment: what, whose, how it stands, and the way to all of it. */
export async function PaymentRow({ payment }: { payment: PaymentLine }) {
  const t = await getTranslations("payments");
  const { locale } = await getPreferences();
  const { paymentIntentId, amountMinor, currency, credits, email, method, paidAt } = payment;
  return (
    <li className="grid gap-x-6 gap-y-1 py-4 text-sm md:grid-cols-[10rem_1fr_1.2fr_11rem]">
      <div className="flex items-baseline justify-between gap-4 md:block">
        <p className="font-medium">
          <Money amountMinor={amountMinor} currency={currency} />
        </p>
        <p className="text-muted">
          <DateTime at={paidAt} style="minute" />
        </p>
      </div>
      <div className="min-w-0">
        <p>
          {await nameOfItem(payment)}
          {credits > 0 ? (
            <span className="figures text-muted">
              {" · "}
              {t("credits", { count: credits, credits: formatCredits(credits, locale) })}
            </span>
          ) : null}
        </p>
        <p className="break-all text-muted">{email ?? t("accountGone")}</p>
      </div>
      <div className="min-w-0">
        <a href={`/admin/payments/${paymentIntentId}`} className="underline underline-offset-4">
          <Code>{paymentIntentId}</Code>
        </a>
        {method ? <p className="text-muted">{await sayPaymentMethod(payment)}</p> : null}
      </div>
      <Marks payment={payment} />
    </li>
  );
}

async function Marks({ payment }: { payment: PaymentLine }) {
  const t = await getTranslations("payments");
  const { words, tone } = stateOf(payment);
  return (
    <div className="flex flex-wrap content-start gap-x-4 gap-y-1">
      <StatusDot tone={tone}>{t(`states.${words}`)}</StatusDot>
      {payment.isWarned ? <StatusDot tone="bad">{t("warned")}</StatusDot> : null}
      {payment.hasTwin ? <StatusDot tone="warn">{t("twin")}</StatusDot> : null}
    </div>
  );
}
