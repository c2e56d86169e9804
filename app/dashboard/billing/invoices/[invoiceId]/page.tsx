import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { requirePerson } from "@/app/_session";
import { Page } from "@/app/_ui/page";
import { LiveRefresh } from "@/app/dashboard/_live/live-refresh";
import { planName } from "@/app/dashboard/_parts/plan-name";
import { readDueInvoice } from "@/lib/due-invoices/read-due-invoice";
import type { InvoicePageView } from "@/lib/due-invoices/views";
import { readVersion } from "@/lib/live/read-versions";
import { InvoiceWatch } from "./invoice-watch";
import { NothingToPay } from "./nothing-to-pay";
import { PayInvoice } from "./pay-invoice";

type Props = { params: Promise<{ invoiceId: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("dashboard.invoice"))("title"), robots: { index: false } };
}

/**
 * Where an invoice is paid that could not be collected; also where the mails lead. It asks Stripe and settles what it
 * finds, like the page of an order, so that it is right without any webhook.
 */
export default async function InvoicePage({ params }: Props) {
  const { invoiceId } = await params;
  if (!/^in_[A-Za-z0-9]{1,100}$/.test(invoiceId)) notFound();
  const { walletId } = await requirePerson(`/dashboard/billing/invoices/${invoiceId}`);
  const read = await readDueInvoice({ walletId, invoiceId });
  if (!read.ok && read.refusal === "invoice_not_found") notFound();
  const version = await readVersion(walletId);
  return (
    <Page title={await titleOf(read.ok ? read.view : null)} width={isPayable(read) ? "wide" : "text"}>
      <LiveRefresh version={version} />
      {!read.ok ? <NothingToPay state="unreachable" invoiceId={invoiceId} /> : null}
      {read.ok && read.view.state === "payable" ? (
        <PayInvoice walletId={walletId} invoice={read.view} />
      ) : null}
      {read.ok && read.view.state !== "payable" ? (
        <NothingToPay state={read.view.state} invoiceId={invoiceId} />
      ) : null}
      {read.ok && read.view.state === "processing" ? <InvoiceWatch invoiceId={invoiceId} /> : null}
    </Page>
  );
}

function isPayable(read: Awaited<ReturnType<typeof readDueInvoice>>): boolean {
  return read.ok && read.view.state === "payable";
}

async function titleOf(view: InvoicePageView | null): Promise<string> {
  const t = await getTranslations("dashboard.invoice.heading");
  if (!view) return t("unreachable");
  if (view.state !== "payable") return t(view.state);
  const plan = await planName(view.due?.plan ?? "");
  return t(view.due?.ask === "bank" ? "bank" : "payable", { plan });
}
