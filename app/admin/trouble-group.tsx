import { getTranslations } from "next-intl/server";
import { Card } from "@/app/_ui/card";
import { Code } from "@/app/_ui/facts";
import { DateTime, Money } from "@/app/_ui/figures";
import { SubmitButton } from "@/app/_ui/submit-button";
import type { Trouble } from "@/lib/admin/list-trouble";
import { runAgainAction } from "./actions";
import { findReason } from "./find-reason";

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
  const t = await getTranslations("admin");
  const { id, page, email, walletId, money, said, since, kind } = trouble;
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 py-3 last:pb-0">
      <div className="min-w-0">
        <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
          {page ? (
            <a href={page} className="link" rel="noreferrer">
              <Code>{id}</Code>
            </a>
          ) : (
            <Code>{id}</Code>
          )}
          {money ? <Money amountMinor={money.amountMinor} currency={money.currency} /> : null}
        </p>
        {walletId ? (
          <p className="mt-0.5 flex flex-wrap gap-x-3 text-muted">
            <span className="break-all">{email ?? t("accountGone")}</span>
            <span>
              {t("wallet")} <Code>{walletId}</Code>
            </span>
          </p>
        ) : null}
        {said ? (
          <p className="mt-0.5 max-w-text text-muted">
            <Code>{said}</Code>
          </p>
        ) : null}
      </div>
      <div className="flex items-center gap-4 text-muted">
        <DateTime at={since} style="minute" />
        {kind === "event" ? <RunAgain id={id} /> : null}
      </div>
    </li>
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
