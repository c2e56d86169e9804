import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { getPreferences } from "@/app/_i18n/preferences";
import { DateTime } from "@/app/_ui/figures";
import { formatAnyMoney } from "@/app/_ui/format";
import { Page } from "@/app/_ui/page";
import { StatusDot } from "@/app/_ui/status-dot";
import { type Query, readQuery } from "@/app/(auth)/query";
import { findPayment, type PaymentView } from "@/lib/admin/find-payment";
import { listReversalsOfPayment } from "@/lib/reversals/list-reversals";
import { requireOperator } from "../../require-operator";
import { stateOf } from "../_parts/state-of";
import { AfterRefund } from "./after-refund";
import { BackCard } from "./back-card";
import { ChargeCard } from "./charge-card";
import { GrantsCard } from "./grants-card";
import { PaymentCard } from "./payment-card";
import { PaymentNotices } from "./payment-notices";
import { PersonCard } from "./person-card";
import { RefundCard } from "./refund-card";

type Props = { params: Promise<{ paymentIntentId: string }>; searchParams: Query };

export async function generateMetadata(): Promise<Metadata> {
  await requireOperator();
  return { title: (await getTranslations("payments.one"))("metaTitle"), robots: { index: false } };
}

/** Everything about one payment: the money at Stripe, what it became here, and what went back. */
export default async function PaymentPage({ params, searchParams }: Props) {
  await requireOperator();
  const payment = await findPayment((await params).paymentIntentId);
  if (!payment) notFound();
  const [t, { locale }, back] = await Promise.all([
    getTranslations("payments.one"),
    getPreferences(),
    listReversalsOfPayment(payment.paymentIntentId),
  ]);
  const amount = formatAnyMoney(payment.amountMinor, payment.currency, locale);
  return (
    <Page title={t("title", { amount })} lead={<Standing payment={payment} />} action={<BackLink />}>
      <AfterRefund status={await readQuery(searchParams, "refund")} />
      <PaymentNotices payment={payment} />
      <div className="grid items-start gap-4 lg:grid-cols-[1fr_22rem]">
        <div className="flex min-w-0 flex-col gap-4">
          <BackCard back={back} livemode={payment.livemode} />
          <PaymentCard payment={payment} />
          <GrantsCard grants={payment.grants} />
          <ChargeCard payment={payment} />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <PersonCard payment={payment} />
          <RefundCard payment={payment} />
        </div>
      </div>
    </Page>
  );
}

async function Standing({ payment }: { payment: PaymentView }) {
  const t = await getTranslations("payments");
  const { words, tone } = stateOf(payment);
  return (
    <span className="flex flex-wrap items-baseline gap-x-4 text-sm">
      <StatusDot tone={tone}>{t(`states.${words}`)}</StatusDot>
      <DateTime at={payment.paidAt} style="exact" />
    </span>
  );
}

async function BackLink() {
  const t = await getTranslations("payments.one");
  return (
    <a href="/admin/payments" className="btn btn-quiet tap px-5">
      {t("back")}
    </a>
  );
}
