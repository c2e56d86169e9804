import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/app/_accounts/action-form";
import { FormCard } from "@/app/_accounts/form-card";
import { getPerson } from "@/app/_session";
import { PASSWORD_LENGTH_MIN } from "@/lib/auth/credentials";
import { toReturnPath } from "@/lib/auth/return-path";
import { signUpAction } from "../actions";
import { type Query, readQuery } from "../query";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth.signUp"))("title") };
}

export default async function SignUpPage({ searchParams }: { searchParams: Query }) {
  const returnTo = toReturnPath(await readQuery(searchParams, "return"));
  if (await getPerson()) redirect(returnTo);
  const t = await getTranslations("auth");
  return (
    <FormCard
      title={t("signUp.title")}
      lead={t("signUp.lead")}
      footer={
        <>
          {t("signUp.haveAccount")}{" "}
          <a className="link" href={`/sign-in?return=${encodeURIComponent(returnTo)}`}>
            {t("signIn.title")}
          </a>
        </>
      }
    >
      <ActionForm
        action={signUpAction}
        submit={t("signUp.submit")}
        pending={t("signUp.pending")}
        hidden={{ return: returnTo }}
        fields={[
          { name: "name", label: t("fields.name"), type: "text", autoComplete: "name" },
          { name: "email", label: t("fields.email"), type: "email", autoComplete: "username" },
          {
            name: "password",
            label: t("fields.newPassword"),
            type: "password",
            autoComplete: "new-password",
            hint: t("fields.passwordHint", { min: PASSWORD_LENGTH_MIN }),
          },
        ]}
      />
    </FormCard>
  );
}
