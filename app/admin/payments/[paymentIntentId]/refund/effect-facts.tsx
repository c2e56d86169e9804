import { getTranslations } from "next-intl/server";
import { Facts } from "@/app/_ui/facts";
import { Credits, Money } from "@/app/_ui/figures";
import { sayPaymentMethod } from "@/app/_ui/payment-method";
import type { PaymentView } from "@/lib/admin/find-payment";
import type { RefundPreview } from "@/lib/reversals/preview-refund";
import type { AskedHere } from "./confirm-refund";

type EffectFactsProps = { payment: PaymentView; preview: RefundPreview; asked: AskedHere };

/** Money first, then where the credits come from, then what the person has left. */
export async function EffectFacts({ payment, preview, asked }: EffectFactsProps) {
  const t = await getTranslations("payments.refund.effect");
  const reasons = await getTranslations("payments.one.refund.reasons");
  const { person, method, balance } = payment;
  const { currency, refundableMinor, credits } = preview;
  const money = (amountMinor: number) => <Money amountMinor={amountMinor} currency={currency} />;
  const owes = balance.owed + credits.owed;
  return (
    <Facts
      facts={[
        person
          ? [
              t("to"),
              <span key="to" className="break-all">
                {person.email}
              </span>,
            ]
          : null,
        method ? [t("method"), await sayPaymentMethod(payment)] : null,
        [t("amount"), money(asked.amountMinor)],
        [t("rest"), money(refundableMinor - asked.amountMinor)],
        [t("reason"), reasons(asked.reason)],
        [t("credits"), <Credits key="credits" count={credits.total} />],
        credits.others + credits.owed > 0 ? [t("own"), <Credits key="own" count={credits.own} />] : null,
        credits.others > 0 ? [t("others"), <Credits key="others" count={credits.others} />] : null,
        credits.owed > 0 ? [t("owed"), <Credits key="owed" count={credits.owed} />] : null,
        [t("after"), <Credits key="after" count={balance.available - credits.own - credits.others} />],
        owes > 0 ? [t("owes"), <Credits key="owes" count={owes} />] : null,
      ]}
    />
  );
}
