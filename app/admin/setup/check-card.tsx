import { getTranslations } from "next-intl/server";
import { Card } from "@/app/_ui/card";
import { StatusDot } from "@/app/_ui/status-dot";
import { type CheckName, type Finding, isWrong } from "@/lib/doctor/finding";

type CheckCardProps = { check: CheckName; findings: Finding[] };

/** One check in which something is wrong: why it matters, said once, then each thing with how to mend it. */
export async function CheckCard({ check, findings }: CheckCardProps) {
  const t = await getTranslations("setup");
  const isBroken = findings.some(({ status }) => status === "fail");
  return (
    <Card
      title={t(`checks.${check}.title`)}
      action={
        <span className="shrink-0 whitespace-nowrap">
          <StatusDot tone={isBroken ? "bad" : "warn"}>{t(`status.${isBroken ? "fail" : "warn"}`)}</StatusDot>
        </span>
      }
    >
      <p className="max-w-text text-muted text-sm">{t(`checks.${check}.why`)}</p>
      <ul className="mt-4 divide-y divide-line border-line border-t text-sm">
        {findings.filter(isWrong).map((finding) => (
          <FindingRow key={`${finding.name} ${JSON.stringify(finding.facts)}`} finding={finding} />
        ))}
      </ul>
    </Card>
  );
}

async function FindingRow({ finding: { name, facts } }: { finding: Finding }) {
  const t = await getTranslations("setup");
  const mend = `findings.${name}.mend` as "findings.setting_wrong.mend";
  return (
    <li className="max-w-text py-3 last:pb-0">
      <p className="break-words font-medium">{t(`findings.${name}.is`, facts)}</p>
      {t.has(mend) ? (
        <p className="mt-1 break-words">
          <span className="text-muted">{t("mend")}:</span> {t(mend, facts)}
        </p>
      ) : null}
    </li>
  );
}
