import { getTranslations } from "next-intl/server";
import { Card } from "@/app/_ui/card";
import { Code, Facts } from "@/app/_ui/facts";
import { Credits } from "@/app/_ui/figures";
import type { PaymentView } from "@/lib/admin/find-payment";
import { IdLink } from "../_parts/id-link";
import { toListAddress } from "../read-query";

/** Whose money it was, and what they have now. */
export async function PersonCard({ payment }: { payment: PaymentView }) {
  const t = await getTranslations("payments.one.person");
  const { person, customerId, walletId, balance, pages } = payment;
  return (
    <Card title={t("title")}>
      {person ? (
        <p className="mb-4">
          <span className="block break-words font-medium">{person.name}</span>
          <span className="block break-all text-muted text-sm">{person.email}</span>
        </p>
      ) : (
        <p className="mb-4 text-muted text-sm">{t("gone")}</p>
      )}
      <Facts
        facts={[
          [t("available"), <Credits key="available" count={balance.available} />],
          balance.held > 0 ? [t("held"), <Credits key="held" count={balance.held} />] : null,
          balance.owed > 0 ? [t("owed"), <Credits key="owed" count={balance.owed} />] : null,
          [t("wallet"), <Code key="wallet">{walletId}</Code>],
          customerId
            ? [t("customer"), <IdLink key="customer" id={customerId} page={pages.customer} />]
            : null,
        ]}
      />
      <p className="mt-4 text-sm">
        <a href={toListAddress({ search: walletId })} className="link-quiet">
          {t("all")}
        </a>
      </p>
    </Card>
  );
}
