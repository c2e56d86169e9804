import { getTranslations } from "next-intl/server";
import { getPreferences } from "@/app/_i18n/preferences";
import { SubmitButton } from "@/app/_ui/submit-button";
import type { Currency } from "@/lib/catalog/currencies";
import { buyPack } from "../buy";
import type { Offer } from "./offers";
import { Section } from "./section";

export async function PackCards({ offers }: { offers: Offer[] }) {
  const t = await getTranslations("landing.packs");
  const tCurrencies = await getTranslations("common.currencies");
  const { currency } = await getPreferences();
  return (
    <Section id="packs" title={t("heading")} lead={t("lead")}>
      <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
        {offers.map((offer) => (
          <PackCard key={offer.id} offer={offer} currency={currency} />
        ))}
      </ul>
      <p className="mt-5 text-muted text-sm">{t("currency", { currency: tCurrencies(currency) })}</p>
    </Section>
  );
}

async function PackCard({ offer, currency }: { offer: Offer; currency: Currency }) {
  const t = await getTranslations("landing.packs");
  const isBest = offer.saving !== null;
  return (
    <li className={`panel relative flex flex-col p-5 sm:p-6 ${isBest ? "border-primary" : ""}`}>
      <div className="flex items-center justify-between gap-2">
        <h3 className="text-base">{offer.name}</h3>
        {isBest ? (
          <span className="rounded-full bg-primary px-2.5 py-0.5 font-medium text-primary-content text-sm">
            {t("best")}
          </span>
        ) : null}
      </div>
      <p className="mt-1 text-muted text-sm">{offer.description}</p>
      <p className="figures mt-5 font-semibold text-2xl tracking-tight">{offer.price}</p>
      <ul className="figures mt-4 mb-6 flex flex-col gap-1.5 border-line border-t pt-4 text-sm">
        <li className="font-semibold text-base">{t("credits", { credits: offer.credits })}</li>
        <li className="text-muted">{t("per", { price: offer.perHundred })}</li>
        <li className="text-muted">{t("validity", { months: offer.months })}</li>
        {offer.saving ? <li className="text-primary">{offer.saving}</li> : null}
      </ul>
      <form action={buyPack} className="mt-auto">
        <input type="hidden" name="pack" value={offer.id} />
        <input type="hidden" name="currency" value={currency} />
        <SubmitButton className={`btn-block ${isBest ? "btn-primary" : "btn-quiet"}`}>
          {t("buy", { name: offer.name })}
        </SubmitButton>
      </form>
    </li>
  );
}
