import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/app/_accounts/action-form";
import { FormCard } from "@/app/_accounts/form-card";
import { verifyEmailAction } from "../actions";
import { type Query, readQuery } from "../query";

export async function generateMetadata(): Promise<Metadata> {
  return {
    title: (await getTranslations("auth.verify"))("title"),
    referrer: "same-origin",
    robots: "noindex",
  };
}

/** A click more than strictly needed: scanners of mails open links, and opening must not change anything. */
export default async function VerifyEmailPage({ searchParams }: { searchParams: Query }) {
  const token = (await readQuery(searchParams, "token")) ?? "";
  const t = await getTranslations("auth.verify");
  if (await readQuery(searchParams, "done")) {
    return (
      <FormCard title={t("doneTitle")} lead={t("doneLead")}>
        <a className="btn btn-primary tap w-full" href="/dashboard">
          {t("continue")}
        </a>
      </FormCard>
    );
  }
  return (
    <FormCard title={t("title")} lead={t("lead")}>
      <ActionForm
        action={verifyEmailAction}
        submit={t("submit")}
        pending={t("pending")}
        hidden={{ token }}
        fields={[]}
      />
    </FormCard>
  );
}
