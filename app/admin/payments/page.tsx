import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { EmptyState } from "@/app/_ui/empty-state";
import { Page } from "@/app/_ui/page";
import { listPayments } from "@/lib/admin/list-payments";
import { requireOperator } from "../require-operator";
import { FilterForm } from "./_parts/filter-form";
import { PaymentRow } from "./_parts/payment-row";
import { type ListQuery, type Params, readListQuery, toListAddress } from "./read-query";

const PAYMENTS_ON_A_PAGE = 50;

export async function generateMetadata(): Promise<Metadata> {
  await requireOperator();
  return { title: (await getTranslations("payments"))("title"), robots: { index: false } };
}

export default async function PaymentsPage({ searchParams }: { searchParams: Promise<Params> }) {
  await requireOperator();
  const query = readListQuery(await searchParams);
  const [t, { payments, older }] = await Promise.all([
    getTranslations("payments"),
    listPayments({ ...query, limit: PAYMENTS_ON_A_PAGE }),
  ]);
  return (
    <Page title={t("title")} lead={t("lead")}>
      <FilterForm query={query} />
      <section aria-label={t("title")} className="panel px-5 sm:px-6">
        {payments.length === 0 ? (
          <Nothing isFiltered={query.search !== "" || query.filter !== "all"} />
        ) : (
          <ul className="divide-y divide-line">
            {payments.map((payment) => (
              <PaymentRow key={payment.paymentIntentId} payment={payment} />
            ))}
          </ul>
        )}
      </section>
      <PageLinks query={query} older={older} />
    </Page>
  );
}

async function Nothing({ isFiltered }: { isFiltered: boolean }) {
  const t = await getTranslations("payments.empty");
  return (
    <EmptyState title={isFiltered ? t("filteredTitle") : t("title")}>
      {isFiltered ? t("filteredText") : t("text")}
    </EmptyState>
  );
}

async function PageLinks({ query, older }: { query: ListQuery; older: string | null }) {
  const t = await getTranslations("payments.pages");
  if (older === null && query.before === null) return null;
  return (
    <nav aria-label={t("label")} className="mt-4 flex justify-between gap-3">
      {query.before === null ? (
        <span />
      ) : (
        <a href={toListAddress({ ...query, before: null })} className="btn btn-quiet tap px-5">
          {t("newest")}
        </a>
      )}
      {older === null ? null : (
        <a href={toListAddress({ ...query, before: older })} className="btn btn-quiet tap px-5">
          {t("older")}
        </a>
      )}
    </nav>
  );
}
