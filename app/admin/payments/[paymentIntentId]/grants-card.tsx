import { getTranslations } from "next-intl/server";
import { Card } from "@/app/_ui/card";
import { Code, Facts } from "@/app/_ui/facts";
import { Credits, DateTime } from "@/app/_ui/figures";
import type { GrantOfPayment } from "@/lib/admin/find-payment";

/** The credits that the payment brought, and what of them is left. */
export async function GrantsCard({ grants }: { grants: GrantOfPayment[] }) {
  const t = await getTranslations("payments.one.grants");
  return (
    <Card title={t("title")}>
      {grants.length === 0 ? <p className="text-muted text-sm">{t("none")}</p> : null}
      <div className="flex flex-col gap-6">
        {grants.map((grant) => (
          <Grant key={grant.id} grant={grant} />
        ))}
      </div>
    </Card>
  );
}

async function Grant({ grant }: { grant: GrantOfPayment }) {
  const t = await getTranslations("payments.one.grants");
  const { id, amount, available, held, reversed, expiresAt } = grant;
  return (
    <Facts
      facts={[
        [t("amount"), <Credits key="amount" count={amount} />],
        [t("left"), <Credits key="left" count={available} />],
        held > 0 ? [t("held"), <Credits key="held" count={held} />] : null,
        reversed > 0 ? [t("reversed"), <Credits key="reversed" count={reversed} />] : null,
        [t("expires"), expiresAt ? <DateTime key="expires" at={expiresAt} /> : t("never")],
        [t("id"), <Code key="id">{id}</Code>],
      ]}
    />
  );
}
