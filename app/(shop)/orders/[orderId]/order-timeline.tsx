import { getTranslations } from "next-intl/server";
import { getPreferences } from "@/app/_i18n/preferences";
import { Card } from "@/app/_ui/card";
import { DateTime, Money } from "@/app/_ui/figures";
import { formatDate } from "@/app/_ui/format";
import { type Step, Steps } from "@/app/_ui/steps";
import type { OrderView } from "@/lib/checkout/views";
import type { MoneyBackView } from "@/lib/reversals/find-money-back";
import { moneyBackSteps } from "./money-back-steps";
import { type OrderStep, orderSteps } from "./order-steps";

type OrderTimelineProps = { order: OrderView; trialEnd: string | null; back: MoneyBackView | undefined };

/** The steps of the order with their times; the state is said in words too, not only by the mark. */
export async function OrderTimeline({ order, trialEnd, back }: OrderTimelineProps) {
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
      <Steps steps={[...steps, ...(await stepsAfter(order, back))]} />
    </Card>
  );
}

/** What became of the money later; a step can come more than once. */
async function stepsAfter({ currency }: OrderView, back: MoneyBackView | undefined): Promise<Step[]> {
  const t = await getTranslations("order.steps");
  return moneyBackSteps(back).map(({ key, state, at, amountMinor }) => ({
    key: `${key} ${at} ${amountMinor}`,
    state,
    title: t(key),
    detail: (
      <>
        <Money amountMinor={amountMinor} currency={currency} />
        {" · "}
        <DateTime at={at} style="minute" />
        <span className="sr-only" data-state={state}>
          {t(`state.${state}`)}
        </span>
      </>
    ),
  }));
}
