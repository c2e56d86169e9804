import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { requirePerson } from "@/app/_session";
import { Page } from "@/app/_ui/page";
import { type Query, readQuery } from "@/app/(auth)/query";
import { readBalance } from "@/lib/ledger/read-balance";
import { isId } from "@/lib/platform/ids";
import { AVATAR_CREDITS } from "@/lib/playground/draw-avatar-for-credits";
import { findAvatarJob } from "@/lib/playground/find-avatar-job";
import { DrawCard } from "./draw-card";
import { JobResult } from "./job-result";
import { RefusalNotice } from "./refusal-notice";
import { SourceCard } from "./source-card";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("playground"))("title"), robots: { index: false } };
}

export default async function PlaygroundPage({ searchParams }: { searchParams: Query }) {
  const { walletId } = await requirePerson("/playground");
  const t = await getTranslations("playground");
  const jobId = await readQuery(searchParams, "job");
  const job = jobId && isId(jobId) ? await findAvatarJob(walletId, jobId) : null;
  const { available } = await readBalance(walletId);
  return (
    <Page title={t("title")} lead={t("lead", { cost: AVATAR_CREDITS })}>
      <p role="status" className="sr-only">
        {job?.state === "captured" ? t("result.captured.title", { word: job.word }) : null}
      </p>
      <RefusalNotice refusal={await readQuery(searchParams, "refusal")} />
      <div className="grid items-start gap-6 lg:grid-cols-[5fr_7fr]">
        <div className="flex min-w-0 flex-col gap-6">
          {job ? <JobResult job={job} available={available} /> : null}
          <DrawCard available={available} />
        </div>
        <SourceCard />
      </div>
    </Page>
  );
}
