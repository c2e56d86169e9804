import { getTranslations } from "next-intl/server";
import { getPreferences } from "@/app/_i18n/preferences";
import { Card } from "@/app/_ui/card";
import { DateTime } from "@/app/_ui/figures";
import { formatDate } from "@/app/_ui/format";
import { Steps } from "@/app/_ui/steps";
import type { OrderView } from "@/lib/checkout/views";
import { type OrderStep, orderSteps } from "./order-steps";

type OrderTimelineProps = { order: OrderView; trialEnd: string | null };

/** The steps of the order with their times; the state is said in words too, not only by the mark. */
export async function OrderTimeline({ order, trialEnd }: OrderTimelineProps) {
  const t = await getTranslations("order.steps");
  const { locale, timeZone } = await getPreferences();
  const titles: Partial<Record<OrderStep["key"], string>> = trialEnd
    ? { trial: t("trialUntil", { date: formatDate(trialEnd, locale, timeZone) }) }
    : {};
  const advice = await getTranslations("checkout.advice");
  const steps = orderSteps(order).map(({ key, state, at }) => ({
    key,
    state,
    title: titles[key] ?? t(key),
    detail: (
      <>
        {at && <DateTime at={at} style="minute" />}
        <span className="sr-only" data-state={state}>
          {t(`state.${state}`)}
        </span>
        {key === "declined" && <p>{advice(`${order.advice ?? "generic"}.title`)}</p>}
      </>
    ),
  }));
  return (
    <Card className="order-timeline">
      <h2 className="sr-only">{t("label")}</h2>
      <Steps steps={steps} />
    </Card>
  );
}
