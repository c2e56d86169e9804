import { getTranslations } from "next-intl/server";
import { Card } from "@/app/_ui/card";
import { EmptyState } from "@/app/_ui/empty-state";
import { findMoneyBack } from "@/lib/reversals/find-money-back";
import type { InvoicesPage, listInvoices } from "@/lib/subscriptions/list-invoices";
import { AwayNotice } from "./away-notice";
import { InvoiceRow } from "./invoice-row";

type InvoicesCardProps = { walletId: string; answer: Awaited<ReturnType<typeof listInvoices>> };

/** The invoices of plans, newest first, as many as one page holds. */
export async function InvoicesCard({ walletId, answer }: InvoicesCardProps) {
  const t = await getTranslations("billing.invoices");
  return (
    <Card title={t("title")} id="invoices">
      {answer.ok ? <Invoices walletId={walletId} page={answer} /> : <AwayNotice what="invoices" />}
    </Card>
  );
}

async function Invoices({ walletId, page }: { walletId: string; page: InvoicesPage }) {
  const t = await getTranslations("billing.invoices");
  const paidBy = page.invoices.flatMap(({ paymentIntentId }) => paymentIntentId ?? []);
  const back = await findMoneyBack(walletId, paidBy);
  if (page.invoices.length === 0)
    return (
      <EmptyState title={t("emptyTitle")} icon="ledger">
        {t("emptyText")}
      </EmptyState>
    );
  return (
    <>
      <ul className="-my-4 divide-y divide-line">
        {page.invoices.map((invoice) => (
          <InvoiceRow key={invoice.id} invoice={invoice} back={back.get(invoice.paymentIntentId ?? "")} />
        ))}
      </ul>
      <PageLinks {...page} />
    </>
  );
}

async function PageLinks({ newer, older }: InvoicesPage) {
  if (newer === null && older === null) return null;
  const t = await getTranslations("billing.invoices");
  const to = (direction: "newer" | "older", id: string) => (
    <a href={`/dashboard/billing?${direction}=${id}#invoices`} className="btn btn-quiet tap px-5">
      {t(direction)}
    </a>
  );
  return (
    <nav aria-label={t("pages")} className="mt-8 flex justify-between gap-3 print:hidden">
      {newer ? to("newer", newer) : <span />}
      {older ? to("older", older) : null}
    </nav>
  );
}
