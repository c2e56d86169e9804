import { getTranslations } from "next-intl/server";
import { nameOfOrder } from "@/app/_payments/name-of-order";
import { dueMinorOf } from "@/app/_payments/notice";
import { Card } from "@/app/_ui/card";
import { Code, Facts } from "@/app/_ui/facts";
import { Credits, DateTime, Money } from "@/app/_ui/figures";
import { PaymentMethod } from "@/app/_ui/payment-method";
import type { OrderView } from "@/lib/checkout/views";
import type { MoneyBackView } from "@/lib/reversals/find-money-back";

type OrderReceiptProps = {
  order: OrderView;
  nextPaymentAt: string | null;
  back: MoneyBackView | undefined;
};

/** The lines of the receipt; before there is a payment, the details of the order. */
export async function OrderReceipt({ order, nextPaymentAt, back }: OrderReceiptProps) {
  const t = await getTranslations("order.receipt");
  const { plan, receipt, currency } = order;
  const { method, expiresAt, paymentIntentId, grantId } = receipt ?? {};
  const code = plan?.discount?.code;
  const credits = plan && plan.trialDays > 0 ? plan.trialCredits : order.credits;
  return (
    <Card title={order.paidAt ? t("title") : t("detailsTitle")}>
      <Facts
        facts={[
          [t(order.kind), await nameOfOrder(order)],
          [t("credits"), <Credits key="credits" count={credits} />],
          code ? [t("code"), code] : null,
          [t("amount"), <Money key="amount" amountMinor={dueMinorOf(order)} currency={currency} />],
          back && back.refundedMinor > 0
            ? [t("refunded"), <Money key="back" amountMinor={back.refundedMinor} currency={currency} />]
            : null,
          back && back.credits.taken > 0
            ? [t("taken"), <Credits key="taken" count={back.credits.taken} />]
            : null,
          receipt && method ? [t("method"), <PaymentMethod key="method" {...receipt} />] : null,
          nextPaymentAt ? [t("next"), <DateTime key="next" at={nextPaymentAt} />] : null,
          expiresAt ? [t("expires"), <DateTime key="expires" at={expiresAt} />] : null,
          [t("date"), <DateTime key="date" at={order.paidAt ?? order.createdAt} style="minute" />],
          [t("order"), <Code key="order">{order.id}</Code>],
          paymentIntentId ? [t("payment"), <Code key="payment">{paymentIntentId}</Code>] : null,
          grantId ? [t("grant"), <Code key="grant">{grantId}</Code>] : null,
        ]}
      />
    </Card>
  );
}
