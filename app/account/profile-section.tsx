import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/app/_accounts/action-form";
import { MailNotice } from "@/app/_accounts/mail-notice";
import { Card } from "@/app/_ui/card";
import { StatusDot } from "@/app/_ui/status-dot";
import type { Person } from "@/lib/auth/person";
import { mailRoute } from "@/lib/mail/send-mail";
import { changeNameAction, requestVerificationAction } from "./actions";

export async function ProfileSection({ person }: { person: Person }) {
  const t = await getTranslations("account.profile");
  return (
    <Card title={t("title")}>
      <ActionForm
        action={changeNameAction}
        submit={t("save")}
        pending={t("saving")}
        buttonClass="btn-quiet"
        fields={[
          { name: "name", label: t("name"), type: "text", autoComplete: "name", defaultValue: person.name },
        ]}
      />
      <div className="mt-6 border-line border-t pt-6">
        <p className="font-medium text-sm">{t("email")}</p>
        <p className="mt-1 flex flex-wrap items-center gap-x-4 gap-y-1">
          <span className="min-w-0 break-words">{person.email}</span>
          <StatusDot tone={person.emailVerified ? "good" : "warn"}>
            {person.emailVerified ? t("verified") : t("unverified")}
          </StatusDot>
        </p>
        {person.emailVerified ? null : <VerifyAddress />}
      </div>
    </Card>
  );
}

async function VerifyAddress() {
  const t = await getTranslations("account.profile");
  return (
    <div className="mt-4 flex flex-col gap-4">
      <MailNotice />
      {mailRoute() === "none" ? null : (
        <ActionForm
          action={requestVerificationAction}
          submit={t("sendMail")}
          pending={t("sendingMail")}
          buttonClass="btn-quiet"
          fields={[]}
        />
      )}
    </div>
  );
}
