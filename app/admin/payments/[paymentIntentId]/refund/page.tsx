import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { getPreferences } from "@/app/_i18n/preferences";
import { formatAnyMoney } from "@/app/_ui/format";
import { Notice } from "@/app/_ui/notice";
import { Page } from "@/app/_ui/page";
import { type Query, readQuery } from "@/app/(auth)/query";
import { findPayment } from "@/lib/admin/find-payment";
import { isId, newId } from "@/lib/platform/ids";
import { previewRefund } from "@/lib/reversals/preview-refund";
import { requireOperator } from "../../../require-operator";
import { ConfirmRefund } from "./confirm-refund";
import { readAmount, readReason } from "./read-refund";
import { NoRefund, RefusedNotice } from "./refused";

type Props = { params: Promise<{ paymentIntentId: string }>; searchParams: Query };

export async function generateMetadata(): Promise<Metadata> {
  await requireOperator();
  return { title: (await getTranslations("payments.refund"))("metaTitle"), robots: { index: false } };
}

/** What a refund would do, in money and in credits, and the button that does exactly that. */
export default async function RefundPage({ params, searchParams }: Props) {
  await requireOperator();
  const payment = await findPayment((await params).paymentIntentId);
  if (!payment) notFound();
  const [t, { locale }] = await Promise.all([getTranslations("payments.refund"), getPreferences()]);
  const { paymentIntentId, currency } = payment;
  const amountMinor = readAmount((await readQuery(searchParams, "amount")) ?? "", currency);
  const back = `/admin/payments/${paymentIntentId}`;
  if (amountMinor === null)
    return (
      <Page title={t("metaTitle")} width="text">
        <NoRefund refusal="amount_unreadable" back={back} />
      </Page>
    );
  const preview = await previewRefund({ paymentIntentId, amountMinor });
  const title = t("title", { amount: formatAnyMoney(amountMinor, currency, locale) });
  const request = await readQuery(searchParams, "request");
  return (
    <Page title={title} width="text">
      <RefusedNotice refusal={await readQuery(searchParams, "refused")} />
      {preview.ok ? (
        <ConfirmRefund
          payment={payment}
          preview={preview}
          asked={{
            amountMinor,
            reason: readReason(await readQuery(searchParams, "reason")),
            // Of a request that nobody knows the end of the same is asked again, never a second one.
            requestId: request && isId(request) ? request : newId(),
          }}
        />
      ) : (
        <NoRefund refusal={preview.refusal} back={back} />
      )}
      {payment.livemode ? null : (
        <Notice tone="info" className="mt-6">
          {t("test")}
        </Notice>
      )}
    </Page>
  );
}
