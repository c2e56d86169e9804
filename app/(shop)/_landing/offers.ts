import { getTranslations } from "next-intl/server";
import { getPreferences } from "@/app/_i18n/preferences";
import { formatCredits, formatMoney, formatPercent, formatPrice } from "@/app/_ui/format";
import { bestValuePack, pricePerHundred, smallestPack } from "@/lib/catalog/best-value-pack";
import { PACKS, type PackId } from "@/lib/catalog/packs";

/** A pack in the reader's words, currency and number format. */
export type Offer = {
  id: PackId;
  name: string;
  description: string;
  credits: string;
  price: string;
  perHundred: string;
  months: number;
  /** Set on the one pack with the cheapest credit: in words, how much less it costs than in the smallest. */
  saving: string | null;
};

/** All packs, smallest first, as they are offered to this reader. */
export async function listOffers(): Promise<Offer[]> {
  const { locale, currency } = await getPreferences();
  const t = await getTranslations("common.packs");
  const tLanding = await getTranslations("landing.packs");
  const best = bestValuePack(currency);
  const saving = tLanding("saving", {
    percent: formatPercent(best.savingPercent / 100, locale),
    name: t(`${smallestPack().id}.name`),
  });
  return PACKS.map((pack) => ({
    id: pack.id,
    name: t(`${pack.id}.name`),
    description: t(`${pack.id}.description`),
    credits: formatCredits(pack.credits, locale),
    price: formatPrice(pack.prices[currency], currency, locale),
    perHundred: formatMoney(pricePerHundred(pack, currency), currency, locale),
    months: pack.validityMonths,
    saving: pack.id === best.pack.id ? saving : null,
  }));
}
