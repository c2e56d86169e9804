import { getTranslations } from "next-intl/server";
import { EmptyState } from "./_ui/empty-state";
import { Page } from "./_ui/page";

export default async function NotFound() {
  const t = await getTranslations("errors.notFound");
  return (
    <Page width="text">
      <EmptyState
        heading="h1"
        title={t("title")}
        action={
          <div className="flex flex-wrap justify-center gap-3">
            <a href="/" className="btn btn-primary tap">
              {t("home")}
            </a>
            <a href="/dashboard" className="btn btn-quiet tap">
              {t("dashboard")}
            </a>
          </div>
        }
      >
        {t("text")}
      </EmptyState>
    </Page>
  );
}
