import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { getPreferences } from "@/app/_i18n/preferences";
import { requirePerson } from "@/app/_session";
import { formatCredits } from "@/app/_ui/format";
import { Page } from "@/app/_ui/page";
import { RefusalNotice } from "@/app/dashboard/_parts/refusal-notice";
import { getOrderView } from "@/lib/checkout/get-order-view";
import type { OrderView } from "@/lib/checkout/views";
import { isId } from "@/lib/platform/ids";
import { findMoneyBack, type MoneyBackView } from "@/lib/reversals/find-money-back";
import { wordsOfMoneyBack } from "./money-back-words";
import { OrderNext } from "./order-next";
import { OrderReceipt } from "./order-receipt";
import { OrderTimeline } from "./order-timeline";
import { OrderWatch } from "./order-watch";
import { type BegunPlan, findBegunPlan, wordsOfBegunPlan } from "./plan-of-order";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("order");
  return { title: t("title"), robots: { index: false } };
}

type Props = { params: Promise<{ orderId: string }>; searchParams: Promise<{ refusal?: string | string[] }> };

/**
 * Where an order stands. A bank sends people back here with words in the address; none of them is believed,
 * the order watch asks the server, which asks Stripe.
 */
export default async function OrderPage({ params, searchParams }: Props) {
  const { orderId } = await params;
  if (!isId(orderId)) notFound();
  const person = await requirePerson(`/orders/${orderId}`);
  const order = await getOrderView(person.walletId, orderId);
  if (order === null) notFound();

  const t = await getTranslations("order");
  const begun = await findBegunPlan(person.walletId, order);
  const back = await moneyBackOf(person.walletId, order);
  const { heading, text } = (await wordsOfMoneyBack(order, back)) ?? (await wordsOfOrder(order, begun));
  return (
    <Page title={heading} lead={text} width="text">
      <div className="grid gap-6">
        <OrderWatch
          orderId={order.id}
          progress={order.progress}
          receiptIsPartial={order.receipt !== null && order.receipt.method === null}
          words={{ status: t("live", { status: heading }), stale: t("watch.stale") }}
        />
        <RefusalNotice refusal={(await searchParams).refusal} />
        <OrderTimeline order={order} trialEnd={begun.trialEnd} back={back} />
        <OrderNext order={order} />
        <OrderReceipt order={order} nextPaymentAt={begun.nextPaymentAt} back={back} />
      </div>
    </Page>
  );
}

async function moneyBackOf(walletId: string, { receipt }: OrderView): Promise<MoneyBackView | undefined> {
  const paymentIntentId = receipt?.paymentIntentId;
  return paymentIntentId
    ? (await findMoneyBack(walletId, [paymentIntentId])).get(paymentIntentId)
    : undefined;
}

async function wordsOfOrder(order: OrderView, begun: BegunPlan) {
  if (order.plan && order.progress === "credited") return wordsOfBegunPlan(order, order.plan, begun);
  const [t, { locale }] = await Promise.all([getTranslations("order"), getPreferences()]);
  const heading = t(`heading.${order.progress}`, { credits: formatCredits(order.credits, locale) });
  return { heading, text: t(`text.${order.progress}`) };
}
