import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { requirePerson } from "@/app/_session";
import { Notice } from "@/app/_ui/notice";
import { Page } from "@/app/_ui/page";
import { type Query, readQuery } from "@/app/(auth)/query";
import { listApiKeys } from "@/lib/api-keys/list-api-keys";
import { FirstKey } from "./first-key";
import { KeyList } from "./key-list";
import { NewKeyCard } from "./new-key-card";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("keys"))("title"), robots: { index: false } };
}

export default async function KeysPage({ searchParams }: { searchParams: Query }) {
  const { walletId } = await requirePerson("/dashboard/keys");
  const t = await getTranslations("keys");
  const keys = await listApiKeys(walletId);
  const lead = (
    <>
      {t("lead")}{" "}
      <a href="/docs/api" className="link">
        {t("docs")}
      </a>
    </>
  );
  return (
    <Page title={t("title")} lead={lead} width="text">
      <AfterRevoke after={await readQuery(searchParams, "after")} />
      <div className="flex flex-col gap-6">
        <NewKeyCard />
        {keys.length > 0 ? <KeyList keys={keys} /> : <FirstKey />}
      </div>
    </Page>
  );
}

async function AfterRevoke({ after }: { after: string | undefined }) {
  if (after !== "revoked" && after !== "gone") return null;
  const t = await getTranslations("keys.revoke");
  return (
    <Notice tone={after === "gone" ? "warn" : "success"} className="mb-6">
      {t(after === "gone" ? "gone" : "done")}
    </Notice>
  );
}
