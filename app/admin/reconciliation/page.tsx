import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { EmptyState } from "@/app/_ui/empty-state";
import { Page } from "@/app/_ui/page";
import { SubmitButton } from "@/app/_ui/submit-button";
import { type Query, readQuery } from "@/app/(auth)/query";
import { isId } from "@/lib/platform/ids";
import { findLastZero, listRuns } from "@/lib/reconciliation/list-runs";
import { findReport } from "@/lib/reconciliation/read-report";
import { requireOperator } from "../require-operator";
import { compareNowAction } from "./actions";
import { FindingsCard } from "./findings-card";
import { ProofCard } from "./proof-card";
import { RunsCard } from "./runs-card";
import { Verdict } from "./verdict";

const RUNS_SHOWN = 20;

export async function generateMetadata(): Promise<Metadata> {
  await requireOperator();
  return { title: (await getTranslations("reconciliation"))("title"), robots: { index: false } };
}

export default async function ReconciliationPage({ searchParams }: { searchParams: Query }) {
  await requireOperator();
  const [t, runs, zero] = await Promise.all([
    getTranslations("reconciliation"),
    listRuns({ limit: RUNS_SHOWN }),
    findLastZero(),
  ]);
  const asked = (await readQuery(searchParams, "run")) ?? runs[0]?.runId ?? "";
  const report = isId(asked) ? await findReport(asked) : null;
  return (
    <Page title={t("title")} lead={t("lead")} action={<CompareNow />}>
      {report === null ? (
        <section className="panel">
          <EmptyState title={t("empty.title")}>{t("empty.text")}</EmptyState>
        </section>
      ) : (
        <div className="flex flex-col gap-6">
          <Verdict report={report} zero={zero} />
          <FindingsCard report={report} />
          <ProofCard report={report} />
          <RunsCard runs={runs} shown={report.runId} />
        </div>
      )}
    </Page>
  );
}

async function CompareNow() {
  const t = await getTranslations("reconciliation.compare");
  return (
    <form action={compareNowAction}>
      <SubmitButton pending={t("pending")}>{t("submit")}</SubmitButton>
    </form>
  );
}
