import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { getPreferences } from "@/app/_i18n/preferences";
import { dueMinorOf, isBeyondForm } from "@/app/_payments/notice";
import { PaymentIsland } from "@/app/_payments/payment-island";
import { planPaymentWords } from "@/app/_payments/plan-words";
import { stripeSource } from "@/app/_payments/stripe-source";
import { TestRibbon } from "@/app/_payments/test-ribbon";
import { paymentWords } from "@/app/_payments/words";
import { requirePerson } from "@/app/_session";
import { formatMoney } from "@/app/_ui/format";
import { Page } from "@/app/_ui/page";
import { getOrderView } from "@/lib/checkout/get-order-view";
import { env } from "@/lib/platform/env";
import { isId } from "@/lib/platform/ids";
import { standingOf } from "../../standing";
import { toChangePlanPath } from "../../wanted-plan";
import { OrderSummary } from "./order-summary";
import { Promotion } from "./promotion";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("checkout");
  return { title: t("title"), robots: { index: false } };
}

/**
 * Where an order is paid. There is no `loading.tsx` here or beside the order page on purpose: its boundary would
 * answer 200 before we know whether the order exists. What takes time, Stripe's form, has an outline of its own.
 */
export default async function CheckoutPage({ params }: { params: Promise<{ orderId: string }> }) {
  const { orderId } = await params;
  if (!isId(orderId)) notFound();
  const person = await requirePerson(`/checkout/${orderId}`);
  const order = await getOrderView(person.walletId, orderId);
  if (order === null) notFound();
  if (isBeyondForm(order.progress)) redirect(`/orders/${orderId}`);
  if (order.plan && (await standingOf(person.walletId)).inUse)
    redirect(toChangePlanPath(order.plan.plan, order.plan.interval));

  const [t, { locale }] = await Promise.all([getTranslations("checkout"), getPreferences()]);
  const { plan } = order;
  const dueMinor = dueMinorOf(order);
  const words = plan
    ? await planPaymentWords(order, plan)
    : await paymentWords(formatMoney(dueMinor, order.currency, locale));
  return (
    <Page title={t(plan ? "headingPlan" : "heading")}>
      <div className="grid gap-6 lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)] lg:gap-12">
        <div className="grid content-start gap-4 lg:gap-8">
          <OrderSummary order={order} />
          {plan ? <Promotion order={order} plan={plan} /> : null}
        </div>
        <section aria-labelledby="methods" className="grid content-start gap-4">
          {!env().stripe.livemode && <TestRibbon />}
          <div className="panel p-4 sm:p-6">
            <h2 id="methods" className="mb-4 text-base">
              {t("methods")}
            </h2>
            <noscript>{t("noScript")}</noscript>
            <PaymentIsland
              order={{
                id: order.id,
                kind: order.kind,
                amountMinor: dueMinor,
                currency: order.currency,
                waitingForBank: order.progress === "waiting_for_bank",
              }}
              locale={locale}
              source={stripeSource()}
              words={words}
            />
          </div>
        </section>
      </div>
    </Page>
  );
}
