import { getTranslations } from "next-intl/server";
import { getPreferences } from "@/app/_i18n/preferences";
import { type Currency, isCurrency } from "@/lib/catalog/currencies";
import type { PlanInterval } from "@/lib/catalog/plans";
import type { SubscriptionView } from "@/lib/subscriptions/views";
import { readStanding } from "../standing";
import { IntervalSwitch } from "./interval-switch";
import { PlanButton } from "./plan-button";
import { listPlanOffers, type PlanOffer } from "./plan-offers";
import { Section } from "./section";

/** The plans for one way of paying. Whoever has one sees the prices in its currency, which is not changed. */
export async function PlanCards({ interval }: { interval: PlanInterval }) {
  const t = await getTranslations("landing.plans");
  const tCurrencies = await getTranslations("common.currencies");
  const standing = await readStanding();
  const { inUse } = standing;
  const currency = await currencyOf(inUse);
  const offers = await listPlanOffers(interval, currency, standing.trial);
  return (
    <Section id="plans" title={t("heading")} lead={t("lead")}>
      <IntervalSwitch interval={interval} currency={currency} />
      <ul className="mt-6 grid gap-4 lg:grid-cols-3">
        {offers.map((offer) => (
          <PlanCard key={offer.id} offer={offer} inUse={inUse} />
        ))}
      </ul>
      <div className="mt-5 grid gap-1 text-muted text-sm">
        <p>{t("cancel")}</p>
        <p>{t(inUse ? "currencyOfPlan" : "currency", { currency: tCurrencies(currency) })}</p>
      </div>
    </Section>
  );
}

async function currencyOf(inUse: SubscriptionView | null): Promise<Currency> {
  return inUse && isCurrency(inUse.currency) ? inUse.currency : (await getPreferences()).currency;
}

async function PlanCard({ offer, inUse }: { offer: PlanOffer; inUse: SubscriptionView | null }) {
  const t = await getTranslations("landing.plans");
  const isOwn = inUse?.plan === offer.id && inUse.interval === offer.interval;
  const { trial } = offer;
  const mark = isOwn ? t("own") : trial ? t("free", { days: trial.days }) : null;
  return (
    <li className={`panel flex flex-col p-5 sm:p-6 ${mark ? "border-primary" : ""}`}>
      <div className="flex items-center justify-between gap-2">
        <h3 className="text-base">{offer.name}</h3>
        {mark ? (
          <span className="rounded-full bg-primary px-2.5 py-0.5 font-medium text-primary-content text-sm">
            {mark}
          </span>
        ) : null}
      </div>
      <p className="mt-1 text-muted text-sm">{offer.description}</p>
      <p className="figures mt-5 flex flex-wrap items-baseline gap-x-2">
        <span className="font-semibold text-2xl tracking-tight">{offer.price}</span>
        <span className="text-muted">{t(`every.${offer.interval}`)}</span>
      </p>
      <ul className="figures mt-4 mb-6 flex flex-col gap-1.5 border-line border-t pt-4 text-sm">
        <li className="font-semibold text-base">{offer.credits}</li>
        <li className="text-muted">{offer.perHundred}</li>
        <li className="text-muted">{offer.rollover}</li>
        {offer.saving ? <li className="text-primary">{offer.saving}</li> : null}
        {trial ? <li>{trial.text}</li> : null}
      </ul>
      <div className="mt-auto">
        <PlanButton
          offer={offer}
          has={inUse ? (isOwn ? "this" : "other") : "none"}
          isFirst={trial !== null}
        />
      </div>
    </li>
  );
}
