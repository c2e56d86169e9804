import { getTranslations } from "next-intl/server";
import { getPreferences } from "@/app/_i18n/preferences";
import { formatCredits } from "@/app/_ui/format";
import { Chart } from "./chart";
import type { ShownDay } from "./days-card";
import { BOX, stepsOf } from "./shape-chart";

/** What could be used at the end of each day. */
export async function AvailableChart({ days }: { days: readonly ShownDay[] }) {
  const t = await getTranslations("dashboard.days.available");
  const { locale } = await getPreferences();
  const count = (credits: number) => formatCredits(credits, locale);
  const values = days.map(({ available }) => available);
  const words = {
    begin: count(values[0] ?? 0),
    end: count(values.at(-1) ?? 0),
    low: count(Math.min(...values)),
    high: count(Math.max(...values)),
  };
  const steps = stepsOf(values);
  return (
    <Chart
      id="credits-over-time"
      title={t("title")}
      figure={t("figure", words)}
      description={t("description", words)}
      days={days}
    >
      <path d={`${steps}V${BOX.height}H0Z`} className="fill-primary/12" />
      <path d={steps} className="fill-none stroke-2 stroke-primary" vectorEffect="non-scaling-stroke" />
    </Chart>
  );
}
