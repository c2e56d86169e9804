import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { Page } from "@/app/_ui/page";
import { requireOperator } from "../require-operator";
import { Examination } from "./examination";

export const dynamic = "force-dynamic";
export const maxDuration = 300;

export async function generateMetadata(): Promise<Metadata> {
  await requireOperator();
  return { title: (await getTranslations("setup"))("title"), robots: { index: false } };
}

/** What `npm run doctor` tells, as this server sees it. */
export default async function SetUpPage() {
  await requireOperator();
  const t = await getTranslations("setup");
  const again = (
    <a href="/admin/setup" className="btn btn-quiet tap">
      {t("again")}
    </a>
  );
  return (
    <Page title={t("title")} lead={t("lead")} action={again}>
      <Suspense fallback={<Looking />}>
        <Examination />
      </Suspense>
    </Page>
  );
}

async function Looking() {
  const t = await getTranslations("setup");
  return (
    <p role="status" className="panel flex items-center gap-3 p-5 text-muted text-sm sm:p-6">
      <span aria-hidden="true" className="loading loading-spinner loading-sm shrink-0" />
      {t("looking")}
    </p>
  );
}
