import { getTranslations } from "next-intl/server";
import { Card } from "@/app/_ui/card";
import { Code, Facts } from "@/app/_ui/facts";
import { DateTime, Money } from "@/app/_ui/figures";
import { sayPaymentMethod } from "@/app/_ui/payment-method";
import type { PaymentView } from "@/lib/admin/find-payment";
import { IdLink } from "../_parts/id-link";
import { nameOfItem } from "../_parts/name-of-item";

/** What was paid and for what, with the ids by which Stripe and we know it. */
export async function PaymentCard({ payment }: { payment: PaymentView }) {
  const t = await getTranslations("payments.one");
  const { amountMinor, currency, paidAt, method, paymentIntentId, orderId, invoiceId, livemode } = payment;
  return (
    <Card title={t("payment.title")}>
      <Facts
        facts={[
          [t("payment.item"), await nameOfItem(payment)],
          [t("payment.amount"), <Money key="amount" amountMinor={amountMinor} currency={currency} />],
          [t("payment.paidAt"), <DateTime key="at" at={paidAt} style="minute" />],
          method ? [t("payment.method"), await sayPaymentMethod(payment)] : null,
          [t("payment.intent"), <IdLink key="pi" id={paymentIntentId} page={payment.pages.payment} />],
          orderId ? [t("payment.order"), <Code key="order">{orderId}</Code>] : null,
          invoiceId
            ? [t("payment.invoice"), <IdLink key="in" id={invoiceId} page={payment.pages.invoice} />]
            : null,
          livemode ? null : [t("payment.mode"), t("payment.test")],
        ]}
      />
    </Card>
  );
}
