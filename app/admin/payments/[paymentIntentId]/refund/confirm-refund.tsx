import { getTranslations } from "next-intl/server";
import { getPreferences } from "@/app/_i18n/preferences";
import { Card } from "@/app/_ui/card";
import { formatAnyMoney, formatCredits } from "@/app/_ui/format";
import { Notice } from "@/app/_ui/notice";
import { SubmitButton } from "@/app/_ui/submit-button";
import type { PaymentView } from "@/lib/admin/find-payment";
import type { RefundPreview } from "@/lib/reversals/preview-refund";
import { refundAction } from "./actions";
import { EffectFacts } from "./effect-facts";
import type { RefundReason } from "./read-refund";

export type AskedHere = { amountMinor: number; reason: RefundReason; requestId: string };

type ConfirmRefundProps = { payment: PaymentView; preview: RefundPreview; asked: AskedHere };

/** What will happen to money and credits, then the button. What it sends is what was shown, and nothing else is done. */
export async function ConfirmRefund({ payment, preview, asked }: ConfirmRefundProps) {
  const [t, { locale }] = await Promise.all([getTranslations("payments.refund"), getPreferences()]);
  const { owed } = preview.credits;
  return (
    <div className="flex flex-col gap-4">
      <Card title={t("effect.title")}>
        <EffectFacts payment={payment} preview={preview} asked={asked} />
      </Card>
      {owed > 0 ? (
        <Notice tone="warn">{t("owes", { count: owed, credits: formatCredits(owed, locale) })}</Notice>
      ) : null}
      {asked.reason === "fraudulent" ? <Notice tone="warn">{t("blocks")}</Notice> : null}
      <p className="max-w-text text-muted text-sm">{t("takes")}</p>
      <ConfirmForm payment={payment} preview={preview} asked={asked} />
    </div>
  );
}

async function ConfirmForm({ payment, preview, asked }: ConfirmRefundProps) {
  const [t, { locale }] = await Promise.all([getTranslations("payments.refund"), getPreferences()]);
  const { paymentIntentId, currency } = payment;
  const sent = { paymentIntentId, ...asked, ...preview.credits };
  return (
    <form action={refundAction} className="flex flex-wrap gap-3">
      {Object.entries(sent).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <SubmitButton className="btn-error px-5" pending={t("pending")}>
        {t("submit", { amount: formatAnyMoney(asked.amountMinor, currency, locale) })}
      </SubmitButton>
      <a href={`/admin/payments/${paymentIntentId}`} className="btn btn-quiet tap px-5">
        {t("back")}
      </a>
    </form>
  );
}
