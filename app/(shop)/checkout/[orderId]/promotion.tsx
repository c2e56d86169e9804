import { getTranslations } from "next-intl/server";
import { getPreferences } from "@/app/_i18n/preferences";
import { changePromotionCode } from "@/app/_payments/promotion-actions";
import { PromotionForm } from "@/app/_payments/promotion-form";
import { formatMoney } from "@/app/_ui/format";
import type { OrderView, PlanOrderView } from "@/lib/checkout/views";

/** The place for a promotion code; what it changes is shown in the summary above. */
export async function Promotion({ order, plan }: { order: OrderView; plan: PlanOrderView }) {
  const t = await getTranslations("checkout.promotion");
  const { locale } = await getPreferences();
  const amount = formatMoney(plan.dueMinor, order.currency, locale);
  return (
    <PromotionForm
      action={changePromotionCode}
      orderId={order.id}
      applied={plan.discount ? t("applied", { code: plan.discount.code, amount }) : null}
      words={{
        title: t("title"),
        label: t("label"),
        apply: t("apply"),
        applying: t("applying"),
        remove: t("remove"),
        removing: t("removing"),
      }}
    />
  );
}
