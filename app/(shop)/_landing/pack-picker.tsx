import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { getPreferences } from "@/app/_i18n/preferences";
import { SubmitButton } from "@/app/_ui/submit-button";
import type { PackId } from "@/lib/catalog/packs";
import { buyPack } from "../buy";
import type { Offer } from "./offers";

const CHOSEN_AT_FIRST: PackId = "maker";

/** Shown only while the pack's radio is checked. Written out whole, so that Tailwind finds each class. */
const SHOWN: Record<PackId, string> = {
  starter: "hidden group-has-[[value=starter]:checked]:inline",
  maker: "hidden group-has-[[value=maker]:checked]:inline",
  studio: "hidden group-has-[[value=studio]:checked]:inline",
  scale: "hidden group-has-[[value=scale]:checked]:inline",
};

/** How far the meter fills: each step up the list is a step to the right, not to scale. */
const FILLS = `group-has-[[value=starter]:checked]:[--fill:0.16] group-has-[[value=maker]:checked]:[--fill:0.4]
  group-has-[[value=studio]:checked]:[--fill:0.68] group-has-[[value=scale]:checked]:[--fill:1]`;

/** Choose a pack, watch the meter fill, buy it. Radios and CSS: it works before any script arrives, or without. */
export async function PackPicker({ offers }: { offers: Offer[] }) {
  const t = await getTranslations("landing.hero.card");
  const { currency } = await getPreferences();
  const each = (show: (offer: Offer) => ReactNode) =>
    offers.map((offer) => (
      <span key={offer.id} className={SHOWN[offer.id]}>
        {show(offer)}
      </span>
    ));
  return (
    <form action={buyPack} aria-label={t("label")} className="panel group p-5 shadow-float sm:p-7">
      <input type="hidden" name="currency" value={currency} />
      <p className="text-muted text-sm">{t("title")}</p>
      <p className="figures mt-1 flex items-baseline gap-2">
        <span className="font-semibold text-4xl tracking-tight">{each(({ credits }) => credits)}</span>
        <span className="text-muted">{t("unit")}</span>
      </p>
      <div aria-hidden="true" className={`meter-live mt-4 ${FILLS}`} />
      <PackRadios
        offers={offers}
        legend={t("pick")}
        label={({ name, credits, price }) => t("option", { name, credits, price })}
      />
      <dl className="figures mt-6 grid grid-cols-[1fr_auto] gap-y-2 text-sm">
        <dt className="text-muted">{t("per")}</dt>
        <dd className="text-right">{each(({ perHundred }) => perHundred)}</dd>
        <dt className="text-muted">{t("price")}</dt>
        <dd className="text-right font-semibold">{each(({ price }) => price)}</dd>
      </dl>
      <SubmitButton className="btn-primary btn-block mt-6 h-12 text-base" pending={t("buying")}>
        <span>{each(({ price }) => t("buy", { price }))}</span>
      </SubmitButton>
    </form>
  );
}

type PackRadiosProps = { offers: Offer[]; legend: string; label: (offer: Offer) => string };

function PackRadios({ offers, legend, label }: PackRadiosProps) {
  return (
    <fieldset className="mt-6">
      <legend className="sr-only">{legend}</legend>
      <div className="grid grid-cols-4 gap-1 rounded-topup border border-line bg-page p-1">
        {offers.map((offer) => (
          <label
            key={offer.id}
            className="relative flex min-h-10 cursor-pointer items-center justify-center rounded-md border border-transparent px-1 font-medium text-muted text-sm hover:text-ink has-checked:border-line has-checked:bg-surface has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-primary"
          >
            <input
              type="radio"
              name="pack"
              value={offer.id}
              defaultChecked={offer.id === CHOSEN_AT_FIRST}
              aria-label={label(offer)}
              className="absolute inset-0 cursor-pointer opacity-0"
            />
            {offer.name}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
