import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/app/_accounts/action-form";
import { FormCard } from "@/app/_accounts/form-card";
import { MailNotice } from "@/app/_accounts/mail-notice";
import { mailRoute } from "@/lib/mail/send-mail";
import { requestResetAction } from "../actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth.forgot"))("title") };
}

export default async function ForgotPasswordPage() {
  const t = await getTranslations("auth");
  return (
    <FormCard
      title={t("forgot.title")}
      lead={t("forgot.lead")}
      footer={
        <a className="link" href="/sign-in">
          {t("forgot.back")}
        </a>
      }
    >
      <MailNotice className="mb-5" />
      {mailRoute() === "none" ? null : (
        <ActionForm
          action={requestResetAction}
          submit={t("forgot.submit")}
          pending={t("forgot.pending")}
          fields={[{ name: "email", label: t("fields.email"), type: "email", autoComplete: "username" }]}
        />
      )}
    </FormCard>
  );
}
