import { getTranslations } from "next-intl/server";
import { Notice } from "@/app/_ui/notice";
import { Page } from "@/app/_ui/page";

const LEADS_TO = {
  notSold: "/#packs",
  tooManyOrders: "/dashboard",
  providerAway: "/#plans",
} as const;

/** Why nothing was ordered: not in the catalog, too many orders wait for their payment, or Stripe is silent. */
export async function NothingOrdered({ why }: { why: keyof typeof LEADS_TO }) {
  const t = await getTranslations(`errors.${why}`);
  return (
    <Page title={t("title")} width="text">
      <Notice
        tone="danger"
        action={
          <a href={LEADS_TO[why]} className="btn btn-primary tap">
            {t("action")}
          </a>
        }
      >
        {t("text")}
      </Notice>
    </Page>
  );
}
