import { getTranslations } from "next-intl/server";
import { FormCard } from "@/app/_accounts/form-card";

export default async function GoodbyePage() {
  const t = await getTranslations("account.goodbye");
  return (
    <FormCard title={t("title")} lead={t("lead")}>
      <a className="btn btn-quiet tap w-full" href="/">
        {t("home")}
      </a>
    </FormCard>
  );
}
