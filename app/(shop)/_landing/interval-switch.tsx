import { getTranslations } from "next-intl/server";
import { getPreferences } from "@/app/_i18n/preferences";
import { formatPercent } from "@/app/_ui/format";
import type { Currency } from "@/lib/catalog/currencies";
import { savingOfAnyYear } from "@/lib/catalog/plan-savings";
import { PLAN_INTERVALS, type PlanInterval } from "@/lib/catalog/plans";

/** Months or years: two links, so that it works before any script arrives and the address says what is shown. */
export async function IntervalSwitch({ interval, currency }: { interval: PlanInterval; currency: Currency }) {
  const t = await getTranslations("landing.plans");
  const tIntervals = await getTranslations("common.intervals");
  const { locale } = await getPreferences();
  const percent = savingOfAnyYear(currency);
  return (
    <nav
      aria-label={t("switch")}
      className="inline-grid max-w-full auto-cols-fr grid-flow-col gap-1 rounded-topup border border-line bg-surface p-1"
    >
      {PLAN_INTERVALS.map((one) => (
        <a
          key={one}
          href={`/?interval=${one}#plans`}
          aria-current={one === interval ? "true" : undefined}
          className="flex min-h-10 flex-wrap items-center justify-center gap-x-2 rounded-md border border-transparent px-4 py-1 text-center font-medium text-muted text-sm hover:text-ink aria-[current]:border-line aria-[current]:bg-page aria-[current]:text-ink"
        >
          {tIntervals(one)}
          {one === "year" && percent > 0 ? (
            <span className="figures font-normal text-primary">
              {t("saves", { percent: formatPercent(percent / 100, locale) })}
            </span>
          ) : null}
        </a>
      ))}
    </nav>
  );
}
