import { getTranslations } from "next-intl/server";
import { Card } from "@/app/_ui/card";
import type { PaymentView } from "@/lib/admin/find-payment";
import { REFUND_REASONS, type RefundReason, toAmountText } from "./refund/read-refund";

/** Asks how much and why; the next page says what that does before anything is done. */
export async function RefundCard({ payment }: { payment: PaymentView }) {
  const t = await getTranslations("payments.one.refund");
  const { amountMinor, refundedMinor, dispute } = payment;
  const isDisputed = dispute === "open" || dispute === "lost";
  const rest = amountMinor - refundedMinor;
  return (
    <Card title={t("title")} id="refund">
      {isDisputed ? (
        <p className="text-muted text-sm">{t("disputed")}</p>
      ) : rest <= 0 ? (
        <p className="text-muted text-sm">{t("nothingLeft")}</p>
      ) : (
        <RefundForm payment={payment} rest={rest} />
      )}
    </Card>
  );
}

async function RefundForm({ payment, rest }: { payment: PaymentView; rest: number }) {
  const t = await getTranslations("payments.one.refund");
  const { paymentIntentId, currency } = payment;
  return (
    <form action={`/admin/payments/${paymentIntentId}/refund`} className="flex flex-col gap-4">
      <div className="flex flex-col gap-1.5">
        <label htmlFor="refund-amount" className="font-medium text-sm">
          {t("amount", { currency: currency.toUpperCase() })}
        </label>
        <input
          id="refund-amount"
          name="amount"
          required
          inputMode="decimal"
          autoComplete="off"
          defaultValue={toAmountText(rest, currency)}
          className="input figures h-11 text-base"
        />
      </div>
      <ReasonField likely={likelyReason(payment)} />
      <button type="submit" className="btn btn-primary h-11">
        {t("preview")}
      </button>
      <p className="text-muted text-sm">{t("hint")}</p>
    </form>
  );
}

async function ReasonField({ likely }: { likely: RefundReason }) {
  const t = await getTranslations("payments.one.refund");
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor="refund-reason" className="font-medium text-sm">
        {t("reason")}
      </label>
      <select id="refund-reason" name="reason" defaultValue={likely} className="select h-11 text-base">
        {REFUND_REASONS.map((reason) => (
          <option key={reason} value={reason}>
            {t(`reasons.${reason}`)}
          </option>
        ))}
      </select>
    </div>
  );
}

function likelyReason({ twins, isWarned }: PaymentView): RefundReason {
  if (isWarned) return "fraudulent";
  return twins.length > 0 ? "duplicate" : "requested_by_customer";
}
