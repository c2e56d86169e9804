import { getTranslations } from "next-intl/server";
import { getPreferences } from "@/app/_i18n/preferences";
import { Card } from "@/app/_ui/card";
import { Money } from "@/app/_ui/figures";
import { formatCredits } from "@/app/_ui/format";
import { StatusDot } from "@/app/_ui/status-dot";
import type { Report } from "@/lib/reconciliation/read-report";

type Line = Report["proof"][number];

/** Both sides of what was compared: how many and how much, thing by thing and currency by currency. */
export async function ProofCard({ report: { proof } }: { report: Report }) {
  const t = await getTranslations("reconciliation.proof");
  return (
    <Card title={t("title")}>
      <p className="max-w-text text-muted text-sm">{proof.length === 0 ? t("empty") : t("lead")}</p>
      {proof.length === 0 ? null : (
        <ul className="mt-4 divide-y divide-line border-line border-t text-sm">
          {proof.map((line) => (
            <ProofLine key={`${line.what} ${line.currency}`} line={line} />
          ))}
        </ul>
      )}
    </Card>
  );
}

async function ProofLine({ line }: { line: Line }) {
  const t = await getTranslations("reconciliation.proof");
  return (
    <li className="grid gap-x-6 gap-y-1 py-3 last:pb-0 sm:grid-cols-[1.4fr_1fr_1fr_7rem]">
      <p className="font-medium">{await nameOf(line)}</p>
      <Side name={t("stripe")} currency={line.currency} side={line.stripe} />
      <Side name={t("ours")} currency={line.currency} side={line.ours} />
      <StatusDot tone={line.agrees ? "good" : "bad"}>{line.agrees ? t("same") : t("different")}</StatusDot>
    </li>
  );
}

async function Side({ name, currency, side }: { name: string; currency: string; side: Line["stripe"] }) {
  const { locale } = await getPreferences();
  return (
    <p className="flex justify-between gap-3 sm:block">
      <span className="text-muted">{name}</span>{" "}
      <span className="figures">
        {formatCredits(side.count, locale)}
        {currency === "-" ? null : (
          <>
            {" · "}
            <Money amountMinor={side.sumMinor} currency={currency} />
          </>
        )}
      </span>
    </p>
  );
}

const NAMES = ["payments", "invoices", "refunds", "disputes", "fraud_warnings", "fees"] as const;

/** What people paid in one currency and what it became in another is one line: `settled:hkd` in dollars. */
async function nameOf({ what, currency }: Line): Promise<string> {
  const t = await getTranslations("reconciliation.proof.names");
  const known = NAMES.find((name) => name === what);
  const inCurrency = currency === "-" ? "" : currency.toUpperCase();
  if (known) return t(known, { currency: inCurrency });
  return t("settled", { from: what.replace("settled:", "").toUpperCase(), currency: inCurrency });
}
