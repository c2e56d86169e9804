import { getTranslations } from "next-intl/server";
import { ActionForm } from "@/app/_accounts/action-form";
import { Card } from "@/app/_ui/card";
import { PASSWORD_LENGTH_MIN } from "@/lib/auth/credentials";
import { changePasswordAction } from "./actions";

export async function PasswordSection({ email }: { email: string }) {
  const t = await getTranslations("account.password");
  const tFields = await getTranslations("auth.fields");
  return (
    <Card title={t("title")}>
      <ActionForm
        action={changePasswordAction}
        submit={t("save")}
        pending={t("saving")}
        buttonClass="btn-quiet"
        username={email}
        fields={[
          {
            name: "currentPassword",
            label: t("current"),
            type: "password",
            autoComplete: "current-password",
          },
          {
            name: "newPassword",
            label: t("next"),
            type: "password",
            autoComplete: "new-password",
            hint: tFields("passwordHint", { min: PASSWORD_LENGTH_MIN }),
          },
        ]}
      />
    </Card>
  );
}
