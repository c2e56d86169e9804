import { getTranslations } from "next-intl/server";
import { EmptyState } from "@/app/_ui/empty-state";

/** One thing to do: buy. With an order already open, that one is the thing to do. */
export async function FirstVisit({ hasOrders }: { hasOrders: boolean }) {
  const t = await getTranslations("dashboard.empty");
  return (
    <section className="panel">
      <EmptyState
        title={t("title")}
        action={
          <a href="/#packs" className={`btn tap px-6 ${hasOrders ? "btn-quiet" : "btn-primary"}`}>
            {t("action")}
          </a>
        }
      >
        {t("text")}
      </EmptyState>
    </section>
  );
}
