import { getTranslations } from "next-intl/server";
import { getPreferences } from "@/app/_i18n/preferences";
import { Card } from "@/app/_ui/card";
import { Code } from "@/app/_ui/facts";
import { DateTime, Money } from "@/app/_ui/figures";
import { formatCredits } from "@/app/_ui/format";
import { SubmitButton } from "@/app/_ui/submit-button";
import type { Trouble } from "@/lib/admin/list-trouble";
import { runAgainAction } from "./actions";
import { findReason } from "./find-reason";
import { IdLink } from "./payments/_parts/id-link";

/** All that a rule stopped for one reason: what it means and what to do, said once, then each with its ids. */
export async function TroubleGroup({ rows }: { rows: [Trouble, ...Trouble[]] }) {
  const t = await getTranslations("admin");
  const [{ kind, reason }] = rows;
  const known = await findReason(`${kind}.${reason}`);
  return (
    <Card title={known ? t(`reasons.${known}.title`) : t("other.title", { reason })}>
      <div className="max-w-text text-sm">
        <p>{known ? t(`reasons.${known}.means`) : t("other.means")}</p>
        <p className="mt-2">
          <span className="font-medium">{t("toDo")}</span> {known ? t(`reasons.${known}.do`) : t("other.do")}
        </p>
      </div>
      <ul className="mt-4 divide-y divide-line border-line border-t text-sm">
        {rows.map((one) => (
          <TroubleRow key={one.id} trouble={one} />
        ))}
      </ul>
    </Card>
  );
}

async function TroubleRow({ trouble }: { trouble: Trouble }) {
  const { id, page, money, since, kind, paymentIntentId } = trouble;
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 py-3 last:pb-0">
      <div className="min-w-0">
        <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
          <IdLink id={id} page={page} />
          {money ? <Money amountMinor={money.amountMinor} currency={money.currency} /> : null}
        </p>
        <Whose trouble={trouble} />
        <Said trouble={trouble} />
      </div>
      <div className="flex flex-wrap items-center gap-x-4 text-muted">
        <DateTime at={since} style="minute" />
        {kind === "event" ? <RunAgain id={id} /> : null}
        {paymentIntentId ? <PaymentLink id={id} paymentIntentId={paymentIntentId} /> : null}
      </div>
    </li>
  );
}

async function Whose({ trouble: { walletId, email } }: { trouble: Trouble }) {
  if (!walletId) return null;
  const t = await getTranslations("admin");
  return (
    <p className="mt-0.5 flex flex-wrap gap-x-3 text-muted">
      <span className="break-all">{email ?? t("accountGone")}</span>
      <span>
        {t("wallet")} <Code>{walletId}</Code>
      </span>
    </p>
  );
}

/** By when something must be done, and what the machine or the bank said. */
async function Said({ trouble: { said, dueBy, kind } }: { trouble: Trouble }) {
  const t = await getTranslations("admin");
  const { locale } = await getPreferences();
  const owes = { count: Number(said), credits: formatCredits(Number(said), locale) };
  return (
    <>
      {dueBy ? (
        <p className="mt-0.5">
          {t("dueBy")}{" "}
          <strong className="font-medium">
            <DateTime at={dueBy} style="minute" />
          </strong>
        </p>
      ) : null}
      {said ? (
        <p className="mt-0.5 max-w-text text-muted">
          {kind === "debt" ? t("owes", owes) : <Code>{said}</Code>}
        </p>
      ) : null}
    </>
  );
}

async function PaymentLink({ id, paymentIntentId }: { id: string; paymentIntentId: string }) {
  const t = await getTranslations("admin");
  return (
    <a
      href={`/admin/payments/${paymentIntentId}`}
      aria-label={t("paymentOf", { id })}
      className="btn btn-quiet tap"
    >
      {t("payment")}
    </a>
  );
}

async function RunAgain({ id }: { id: string }) {
  const t = await getTranslations("admin.again");
  return (
    <form action={runAgainAction}>
      <input type="hidden" name="event" value={id} />
      <SubmitButton className="btn-quiet" pending={t("pending")} label={t("label", { id })}>
        {t("submit")}
      </SubmitButton>
    </form>
  );
}
