import { getTranslations } from "next-intl/server";
import { Card } from "@/app/_ui/card";
import { DateTime } from "@/app/_ui/figures";
import { StatusDot } from "@/app/_ui/status-dot";
import type { RunLine } from "@/lib/reconciliation/list-runs";

/** The latest comparisons, each leading to what it found. */
export async function RunsCard({ runs, shown }: { runs: readonly RunLine[]; shown: string }) {
  const t = await getTranslations("reconciliation.runs");
  return (
    <Card title={t("title")}>
      <ul className="divide-y divide-line text-sm">
        {runs.map((run) => (
          <li
            key={run.runId}
            className="grid gap-x-6 gap-y-1 py-3 first:pt-0 last:pb-0 sm:grid-cols-[11rem_1fr_1fr]"
          >
            <a
              href={`/admin/reconciliation?run=${run.runId}`}
              aria-current={run.runId === shown ? "true" : undefined}
              className="underline underline-offset-4 aria-[current]:font-medium"
            >
              <DateTime at={run.startedAt} style="minute" />
            </a>
            <p className="text-muted">
              {run.days === null ? t("everything") : t("days", { days: run.days })} ·{" "}
              {t("listed", { count: run.listed })}
            </p>
            <State run={run} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

async function State({ run: { state, trouble, isZero, healed, left } }: { run: RunLine }) {
  const t = await getTranslations("reconciliation.runs");
  if (state !== "finished") {
    const name = state === "running" && trouble === null ? "running" : "stopped";
    return <StatusDot tone={name === "running" ? "waiting" : "warn"}>{t(name)}</StatusDot>;
  }
  if (!isZero) return <StatusDot tone="bad">{t("different", { left })}</StatusDot>;
  return <StatusDot tone="good">{healed > 0 ? t("healed", { healed }) : t("same")}</StatusDot>;
}
