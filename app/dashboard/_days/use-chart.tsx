import { getTranslations } from "next-intl/server";
import { getPreferences } from "@/app/_i18n/preferences";
import { formatCredits } from "@/app/_ui/format";
import { Chart } from "./chart";
import type { ShownDay } from "./days-card";
import { formatDay } from "./format-day";
import { barsOf } from "./shape-chart";

/** What was used on each day. */
export async function UseChart({ days }: { days: readonly ShownDay[] }) {
  const t = await getTranslations("dashboard.days");
  const { locale } = await getPreferences();
  const count = (credits: number) => formatCredits(credits, locale);
  const total = days.reduce((sum, { used }) => sum + used, 0);
  const most = days.reduce((top, day) => (day.used > top.used ? day : top));
  const words = { total: count(total), most: count(most.used), day: formatDay(most.day, locale) };
  const bars = barsOf(days.map(({ used }) => used));
  return (
    <Chart
      id="use-per-day"
      title={t("used.title")}
      figure={t("used.figure", words)}
      description={total > 0 ? t("used.description", words) : t("used.none")}
      days={days}
    >
      {days.map(({ day, used }, at) => (
        <rect key={day} {...bars[at]} className="fill-primary">
          <title>{t("used.on", { day: formatDay(day, locale), credits: count(used) })}</title>
        </rect>
      ))}
    </Chart>
  );
}
