import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { requirePerson } from "@/app/_session";
import { Page } from "@/app/_ui/page";
import { type Query, readQuery } from "@/app/(auth)/query";
import { listPaymentMethods } from "@/lib/payment-methods/list-payment-methods";
import { listInvoices } from "@/lib/subscriptions/list-invoices";
import { InvoicesCard } from "./_parts/invoices-card";
import { MethodsCard } from "./_parts/methods-card";
import { OutcomeNotice } from "./_parts/outcome-notice";
import { readCursor } from "./read-cursor";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("billing"))("title"), robots: { index: false } };
}

/** Cards and invoices are Stripe's and asked of it each time: what stands here is true now, or said to be out of reach. */
export default async function BillingPage({ searchParams }: { searchParams: Query }) {
  const { walletId } = await requirePerson("/dashboard/billing");
  const [t, methods, invoices] = await Promise.all([
    getTranslations("billing"),
    listPaymentMethods(walletId),
    readCursor(searchParams).then((cursor) => listInvoices(walletId, cursor)),
  ]);
  return (
    <Page title={t("title")} lead={t("lead")} width="text">
      <OutcomeNotice after={await readQuery(searchParams, "after")} />
      <div className="flex flex-col gap-6">
        <MethodsCard answer={methods} />
        <InvoicesCard walletId={walletId} answer={invoices} />
      </div>
      <nav aria-label={t("title")} className="mt-6 flex flex-wrap gap-x-6 text-sm">
        <a href="/dashboard/plan" className="link-quiet tap flex items-center">
          {t("plan")}
        </a>
        <a href="/dashboard" className="link-quiet tap flex items-center">
          {t("credits")}
        </a>
      </nav>
    </Page>
  );
}
