import { getTranslations } from "next-intl/server";
import { Page } from "@/app/_ui/page";

export default async function DashboardLoading() {
  const t = await getTranslations("dashboard");
  return (
    <Page title={t("title")}>
      <div aria-hidden="true" className="grid items-start gap-4 lg:grid-cols-[1fr_22rem]">
        <div className="flex flex-col gap-4">
          <div className="skeleton h-44" />
          <div className="skeleton h-72" />
        </div>
        <div className="skeleton h-56" />
      </div>
    </Page>
  );
}
