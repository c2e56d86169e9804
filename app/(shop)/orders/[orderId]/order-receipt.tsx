import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { Card } from "@/app/_ui/card";
import { Credits, DateTime, Money } from "@/app/_ui/figures";
import type { PackId } from "@/lib/catalog/packs";
import type { OrderView, ReceiptView } from "@/lib/checkout/views";

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
  if (receipt?.method) lines.splice(3, 0, [t("method"), await methodName(receipt)]);
  if (receipt) lines.push([t("payment"), <Code key="payment">{receipt.paymentIntentId}</Code>]);
  if (receipt?.grantId) lines.push([t("grant"), <Code key="grant">{receipt.grantId}</Code>]);
  return (
    <Card title={order.paidAt ? t("title") : t("detailsTitle")}>
      <dl className="divide-y divide-line text-sm">
        {lines.map(([label, value]) => (
          <div
            key={label}
            className="flex flex-wrap justify-between gap-x-6 gap-y-1 py-2.5 first:pt-0 last:pb-0"
          >
            <dt className="text-muted">{label}</dt>
            <dd className="min-w-0 break-words text-right">{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

function Code({ children }: { children: string }) {
  return <code className="break-all text-[0.8125rem]">{children}</code>;
}

/** Names of card brands as people write them (Stripe sends lower-case words). */
const BRANDS: Record<string, string> = {
  visa: "Visa",
  mastercard: "Mastercard",
  amex: "American Express",
  discover: "Discover",
  diners: "Diners Club",
  jcb: "JCB",
  unionpay: "UnionPay",
};

async function methodName({ method, cardBrand, cardLast4 }: ReceiptView): Promise<ReactNode> {
  const t = await getTranslations("order");
  if (cardLast4 === null) {
    const known = `method.${method}` as "method.other";
    return t(t.has(known) ? known : "method.other");
  }
  const brand = BRANDS[cardBrand ?? ""] ?? t("method.card");
  return (
    <>
      <span aria-hidden="true" className="figures">
        {brand} •••• {cardLast4}
      </span>
      <span className="sr-only">{t("receipt.card", { brand, last4: cardLast4 })}</span>
    </>
  );
}
