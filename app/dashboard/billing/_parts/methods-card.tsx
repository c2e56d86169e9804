import { getTranslations } from "next-intl/server";
import { Card } from "@/app/_ui/card";
import { EmptyState } from "@/app/_ui/empty-state";
import type { listPaymentMethods } from "@/lib/payment-methods/list-payment-methods";
import { AwayNotice } from "./away-notice";
import { MethodRow } from "./method-row";

/** The saved payment methods, with which of them is charged. */
export async function MethodsCard({ answer }: { answer: Awaited<ReturnType<typeof listPaymentMethods>> }) {
  const t = await getTranslations("billing.methods");
  const add = (
    <a href="/dashboard/billing/add" className="btn btn-quiet tap">
      {t("add")}
    </a>
  );
  if (!answer.ok)
    return (
      <Card title={t("title")} id="methods">
        <AwayNotice what="methods" />
      </Card>
    );
  if (answer.methods.length === 0)
    return (
      <Card title={t("title")} id="methods">
        <EmptyState title={t("emptyTitle")} action={add}>
          {t("emptyText")}
        </EmptyState>
      </Card>
    );
  return (
    <Card title={t("title")} id="methods" action={add}>
      <ul className="-my-4 divide-y divide-line">
        {answer.methods.map((method) => (
          <MethodRow key={method.id} method={method} />
        ))}
      </ul>
      <p className="mt-6 text-muted text-sm">{t("explain")}</p>
    </Card>
  );
}
