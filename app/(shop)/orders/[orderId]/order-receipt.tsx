import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Card } from "@/app/_ui/card";
import { Code, Facts } from "@/app/_ui/facts";
import { Credits, DateTime, Money } from "@/app/_ui/figures";
import { PaymentMethod } from "@/app/_ui/payment-method";
import type { PackId } from "@/lib/catalog/packs";
import type { OrderView } from "@/lib/checkout/views";

/** The lines of the receipt; before there is a payment, the details of the order. */
export async function OrderReceipt({ order }: { order: OrderView }) {
  const t = await getTranslations("order.receipt");
  const packs = await getTranslations("common.packs");
  const { receipt } = order;
  const lines: [string, ReactNode][] = [
    [t("pack"), packs(`${order.item as PackId}.name`)],
    [t("credits"), <Credits key="credits" count={order.credits} />],
    [t("amount"), <Money key="amount" amountMinor={order.amountMinor} currency={order.currency} />],
    [t("date"), <DateTime key="date" at={order.paidAt ?? order.createdAt} style="minute" />],
    [t("order"), <Code key="order">{order.id}</Code>],
  ];
  if (receipt?.expiresAt)
    lines.splice(3, 0, [t("expires"), <DateTime key="expires" at={receipt.expiresAt} />]);
  if (receipt?.method) lines.splice(3, 0, [t("method"), <PaymentMethod key="method" {...receipt} />]);
  if (receipt?.paymentIntentId)
    lines.push([t("payment"), <Code key="payment">{receipt.paymentIntentId}</Code>]);
  if (receipt?.grantId) lines.push([t("grant"), <Code key="grant">{receipt.grantId}</Code>]);
  return (
    <Card title={order.paidAt ? t("title") : t("detailsTitle")}>
      <Facts facts={lines} />
    </Card>
  );
}
