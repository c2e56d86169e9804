import { getTranslations } from "next-intl/server";
import { Card } from "@/app/_ui/card";
import { Code } from "@/app/_ui/facts";
import { StatusDot } from "@/app/_ui/status-dot";
import type { FindingView, Report } from "@/lib/reconciliation/read-report";
import { pageOf } from "./page-of";
import { sayKind } from "./say-kind";

/** Each difference with both sides and what was done about it; what is left to an operator comes first. */
export async function FindingsCard({ report }: { report: Report }) {
  if (report.findings.length === 0) return null;
  const t = await getTranslations("reconciliation.findings");
  const shown = report.findings.length;
  return (
    <Card title={t("title", { count: report.healed + report.left })}>
      {shown < report.healed + report.left ? (
        <p className="text-muted text-sm">{t("more", { shown })}</p>
      ) : null}
      <ul className="divide-y divide-line text-sm">
        {report.findings.map((finding) => (
          <Finding key={`${finding.kind} ${finding.objectId}`} finding={finding} livemode={report.livemode} />
        ))}
      </ul>
    </Card>
  );
}

async function Finding({ finding, livemode }: { finding: FindingView; livemode: boolean }) {
  const t = await getTranslations("reconciliation.findings");
  const { kind, objectId, walletId, action, said } = finding;
  const { title, means } = await sayKind(kind);
  const page = pageOf(finding, livemode);
  return (
    <li className="py-4 first:pt-0 last:pb-0">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h3 className="font-medium">{title}</h3>
        <StatusDot tone={action === "healed" ? "good" : "bad"}>{t(`actions.${action}`)}</StatusDot>
      </div>
      <p className="mt-1">
        {page ? (
          <a href={page} className="underline underline-offset-4">
            <Code>{objectId}</Code>
          </a>
        ) : (
          <Code>{objectId}</Code>
        )}
      </p>
      {means ? <p className="mt-1 max-w-text text-muted">{means}</p> : null}
      <div className="mt-3 grid gap-4 sm:grid-cols-2">
        <Side name={t("stripe")} side={finding.stripe} nothing={t("nothingAtStripe")} />
        <Side name={t("ours")} side={finding.ours} nothing={t("nothingHere")} />
      </div>
      {walletId ? <p className="mt-2 break-all text-muted">{t("wallet", { walletId })}</p> : null}
      {said ? <p className="mt-2 break-words text-muted">{t("said", { said })}</p> : null}
    </li>
  );
}

type SideProps = { name: string; side: Record<string, unknown> | null; nothing: string };

/** What one side says, by the names that it has in the report of the command too. */
function Side({ name, side, nothing }: SideProps) {
  const facts = Object.entries(side ?? {}).filter(([, value]) => value !== null && value !== undefined);
  return (
    <div className="min-w-0">
      <p className="text-muted">{name}</p>
      {side === null ? (
        <p>{nothing}</p>
      ) : (
        <dl className="mt-1 grid grid-cols-[auto_1fr] gap-x-3">
          {facts.map(([key, value]) => (
            <div key={key} className="contents">
              <dt className="text-muted">{key}</dt>
              <dd className="figures break-all">
                {typeof value === "object" ? JSON.stringify(value) : String(value)}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}
