import { getTranslations } from "next-intl/server";
import { Card } from "@/app/_ui/card";
import { Code, Facts } from "@/app/_ui/facts";
import { DateTime, Money } from "@/app/_ui/figures";
import { PaymentMethod } from "@/app/_ui/payment-method";
import type { GrantOrigin } from "@/lib/checkout/find-origins";
import { findPaymentOfGrant } from "@/lib/checkout/find-payment-of-grant";
import { findMoneyBack } from "@/lib/reversals/find-money-back";

type PaymentCardProps = { walletId: string; grantId: string; origin: GrantOrigin | undefined };

/** The money behind a grant, the event that told us of it, and the ids by which Stripe knows both. */
export async function PaymentCard({ walletId, grantId, origin }: PaymentCardProps) {
  const payment = await findPaymentOfGrant(walletId, grantId);
  if (!payment) return null;
  const t = await getTranslations("activity.receipt");
  const back = await moneyBackOf(walletId, payment.paymentIntentId);
  const { amountMinor, currency, event, chargeId, paidAt, method, paymentIntentId, invoiceId } = payment;
  const order = origin?.order;
  return (
    <Card title={t("payment.title")}>
      <Facts
        facts={[
          [t("payment.amount"), <Money key="amount" amountMinor={amountMinor} currency={currency} />],
          back && back.refundedMinor > 0
            ? [
                t("payment.refunded"),
                <Money key="back" amountMinor={back.refundedMinor} currency={currency} />,
              ]
            : null,
          back?.dispute ? [t("payment.dispute"), t(`payment.disputes.${back.dispute.state}`)] : null,
          method ? [t("payment.method"), <PaymentMethod key="method" {...payment} />] : null,
          [t("payment.time"), <DateTime key="time" at={paidAt} style="minute" />],
          order ? [t("payment.order"), <OrderLink key="order" id={order.id} />] : null,
          invoiceId ? [t("payment.invoice"), <InvoiceLink key="invoice" id={invoiceId} />] : null,
          paymentIntentId ? [t("payment.intent"), <Code key="intent">{paymentIntentId}</Code>] : null,
          chargeId ? [t("payment.charge"), <Code key="charge">{chargeId}</Code>] : null,
          [t("payment.event"), event ? <Code key="event">{event.id}</Code> : t("payment.noEvent")],
          event ? [t("payment.eventAt"), <DateTime key="at" at={event.receivedAt} style="minute" />] : null,
        ]}
      />
      <p className="mt-4 text-muted text-sm">{t("support")}</p>
    </Card>
  );
}

async function moneyBackOf(walletId: string, paymentIntentId: string | null) {
  return paymentIntentId
    ? (await findMoneyBack(walletId, [paymentIntentId])).get(paymentIntentId)
    : undefined;
}

function OrderLink({ id }: { id: string }) {
  return (
    <a href={`/orders/${id}`} className="underline underline-offset-4">
      <Code>{id}</Code>
    </a>
  );
}

function InvoiceLink({ id }: { id: string }) {
  return (
    <a href="/dashboard/billing#invoices" className="underline underline-offset-4">
      <Code>{id}</Code>
    </a>
  );
}
