import { getTranslations } from "next-intl/server";
import { EmptyState } from "@/app/_ui/empty-state";

export async function FirstVisit() {
  const t = await getTranslations("dashboard.empty");
  return (
    <section className="panel">
      <EmptyState
        title={t("title")}
        action={
          <a href="/#packs" className="btn btn-primary tap px-6">
            {t("action")}
          </a>
        }
      >
        {t("text")}
      </EmptyState>
    </section>
  );
}
