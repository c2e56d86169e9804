import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/app/_accounts/action-form";
import { FormCard } from "@/app/_accounts/form-card";
import { PASSWORD_LENGTH_MIN } from "@/lib/auth/credentials";
import { resetPasswordAction } from "../actions";
import { type Query, readQuery } from "../query";

/** The address holds the link's secret, so it is never told to another site. */
export async function generateMetadata(): Promise<Metadata> {
  return {
    title: (await getTranslations("auth.reset"))("title"),
    referrer: "same-origin",
    robots: "noindex",
  };
}

export default async function ResetPasswordPage({ searchParams }: { searchParams: Query }) {
  const token = (await readQuery(searchParams, "token")) ?? "";
  const t = await getTranslations("auth");
  return (
    <FormCard
      title={t("reset.title")}
      lead={t("reset.lead")}
      footer={
        <a className="link" href="/forgot-password">
          {t("reset.again")}
        </a>
      }
    >
      <ActionForm
        action={resetPasswordAction}
        submit={t("reset.submit")}
        pending={t("reset.pending")}
        hidden={{ token }}
        fields={[
          {
            name: "password",
            label: t("fields.nextPassword"),
            type: "password",
            autoComplete: "new-password",
            hint: t("fields.passwordHint", { min: PASSWORD_LENGTH_MIN }),
          },
        ]}
      />
    </FormCard>
  );
}
