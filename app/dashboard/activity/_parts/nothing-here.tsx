import { getTranslations } from "next-intl/server";
import { EmptyState } from "@/app/_ui/empty-state";

type NothingHereProps = { isFiltered: boolean; goesOn: boolean };

/** Nothing yet; nothing that matches; or nothing in the part we looked at. */
export async function NothingHere({ isFiltered, goesOn }: NothingHereProps) {
  const t = await getTranslations("activity.empty");
  if (!isFiltered)
    return (
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
    );
  return (
    <EmptyState
      title={goesOn ? t("furtherTitle") : t("filteredTitle")}
      action={
        <a href="/dashboard/activity" className="btn btn-quiet tap px-6">
          {t("clear")}
        </a>
      }
    >
      {goesOn ? t("furtherText") : t("filteredText")}
    </EmptyState>
  );
}
