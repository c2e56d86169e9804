import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/app/_accounts/action-form";
import { FormCard } from "@/app/_accounts/form-card";
import { getPerson } from "@/app/_session";
import { Notice } from "@/app/_ui/notice";
import { toReturnPath } from "@/lib/auth/return-path";
import { signInAction } from "../actions";
import { type Query, readQuery } from "../query";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth.signIn"))("title") };
}

export default async function SignInPage({ searchParams }: { searchParams: Query }) {
  const returnTo = toReturnPath(await readQuery(searchParams, "return"));
  if (await getPerson()) redirect(returnTo);
  const t = await getTranslations("auth");
  const isAfterReset = (await readQuery(searchParams, "after")) === "reset";
  return (
    <FormCard
      title={t("signIn.title")}
      lead={returnTo.startsWith("/checkout/") ? t("signIn.leadOrder") : undefined}
      footer={
        <>
          {t("signIn.newHere")}{" "}
          <a className="link" href={`/sign-up?return=${encodeURIComponent(returnTo)}`}>
            {t("signUp.title")}
          </a>
        </>
      }
    >
      {isAfterReset ? (
        <Notice tone="success" className="mb-5">
          {t("reset.done")}
        </Notice>
      ) : null}
      <ActionForm
        action={signInAction}
        submit={t("signIn.submit")}
        pending={t("signIn.pending")}
        hidden={{ return: returnTo }}
        fields={[
          { name: "email", label: t("fields.email"), type: "email", autoComplete: "username" },
          {
            name: "password",
            label: t("fields.password"),
            type: "password",
            autoComplete: "current-password",
          },
        ]}
      >
        <a className="link self-start text-sm" href="/forgot-password">
          {t("signIn.forgot")}
        </a>
      </ActionForm>
    </FormCard>
  );
}
