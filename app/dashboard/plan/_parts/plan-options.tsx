import { getTranslations } from "next-intl/server";
import { getPreferences } from "@/app/_i18n/preferences";
import { Card } from "@/app/_ui/card";
import { formatCredits, formatPrice } from "@/app/_ui/format";
import { type Currency, isCurrency } from "@/lib/catalog/currencies";
import { creditsPerPeriod, PLAN_INTERVALS, PLANS, type Plan, type PlanInterval } from "@/lib/catalog/plans";
import type { SubscriptionView } from "@/lib/subscriptions/views";
import { whenToChange } from "@/lib/subscriptions/when-to-change";
import { isBlocked } from "./state-of-plan";

type Props = { plan: SubscriptionView; interval: PlanInterval };

/** The plans on sale, in the currency that this one is paid in, each with when a change to it would happen. */
export async function PlanOptions({ plan, interval }: Props) {
  const [t, tCurrencies] = await Promise.all([
    getTranslations("plan.options"),
    getTranslations("common.currencies"),
  ]);
  const { currency } = plan;
  if (!isCurrency(currency)) return null;
  return (
    <Card title={t("title")} id="options">
      <nav aria-label={t("rhythm")} className="mb-4 flex gap-2">
        {PLAN_INTERVALS.map((one) => (
          <a
            key={one}
            href={`/dashboard/plan?interval=${one}#options`}
            aria-current={one === interval ? "page" : undefined}
            className={`btn tap ${one === interval ? "btn-primary" : "btn-quiet"}`}
          >
            {t(one)}
          </a>
        ))}
      </nav>
      <ul className="-my-4 divide-y divide-line">
        {PLANS.map((one) => (
          <Option key={one.id} option={one} plan={plan} interval={interval} currency={currency} />
        ))}
      </ul>
      <p className="mt-6 text-muted text-sm">
        {isBlocked(plan) ? t("blocked") : t("currency", { currency: tCurrencies(currency) })}
      </p>
    </Card>
  );
}

type OptionProps = Props & { option: Plan; currency: Currency };

async function Option({ option, plan, interval, currency }: OptionProps) {
  const [t, tPlans, { locale }] = await Promise.all([
    getTranslations("plan.options"),
    getTranslations("common.plans"),
    getPreferences(),
  ]);
  const isCurrent = option.id === plan.plan && interval === plan.interval;
  const credits = creditsPerPeriod(option, interval);
  const amountMinor = option.prices[interval][currency];
  const name = tPlans(`${option.id}.name`);
  const timing = whenToChange(plan, { interval, credits, amountMinor }, plan.status === "trialing");
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 py-4">
      <div className="min-w-0 flex-1 basis-56">
        <h3 className="text-base">{name}</h3>
        <p className="figures text-sm">
          <span className="font-semibold">{formatPrice(amountMinor, currency, locale)}</span>{" "}
          {t(interval === "year" ? "perYear" : "perMonth")} ·{" "}
          {t(interval === "year" ? "creditsYear" : "creditsMonth", {
            credits: formatCredits(credits, locale),
          })}
        </p>
        {isCurrent || isBlocked(plan) ? null : <p className="mt-0.5 text-muted text-sm">{t(timing)}</p>}
      </div>
      {isCurrent ? <span className="text-muted text-sm">{t("current")}</span> : null}
      {isCurrent || isBlocked(plan) ? null : (
        <a
          href={`/dashboard/plan/change?plan=${option.id}&interval=${interval}`}
          aria-label={t("chooseOf", { plan: name })}
          className="btn btn-quiet tap"
        >
          {t("choose")}
        </a>
      )}
    </li>
  );
}
