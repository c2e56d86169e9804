import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { getPreferences } from "@/app/_i18n/preferences";
import { requirePerson } from "@/app/_session";
import { Card } from "@/app/_ui/card";
import { formatCredits, formatMoney } from "@/app/_ui/format";
import { Notice } from "@/app/_ui/notice";
import { Page } from "@/app/_ui/page";
import { SubmitButton } from "@/app/_ui/submit-button";
import { isCurrency } from "@/lib/catalog/currencies";
import { findPack } from "@/lib/catalog/packs";
import { buyPack } from "../../buy";
import { refusedPurchase, type Search, wantedPurchase } from "./wanted-purchase";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("checkout.confirm"))("title"), robots: { index: false } };
}

/** After signing in: what was chosen, and one button. Opening this page orders nothing. */
export default async function ConfirmPage({ searchParams }: { searchParams: Promise<Search> }) {
  const search = await searchParams;
  const wanted = wantedPurchase(search);
  await requirePerson(`/checkout/new?${new URLSearchParams(wanted)}`);
  const t = await getTranslations("checkout.confirm");
  const refusal = refusedPurchase(search, wanted);
  const other = (
    <a className="btn btn-quiet tap" href="/#packs">
      {t("other")}
    </a>
  );
  return (
    <Page title={t("heading")} lead={refusal ? undefined : t("text")} width="narrow">
      {refusal ? (
        <Notice tone="danger" title={t(`refused.${refusal}`)} action={other} />
      ) : (
        <Card>
          <PackLine {...wanted} />
          <form action={buyPack} className="mt-6 grid gap-3">
            <input type="hidden" name="pack" value={wanted.pack} />
            <input type="hidden" name="currency" value={wanted.currency} />
            <SubmitButton className="btn-primary btn-block">{t("button")}</SubmitButton>
            {other}
          </form>
        </Card>
      )}
    </Page>
  );
}

async function PackLine({ pack: id, currency }: { pack: string; currency: string }) {
  const t = await getTranslations("checkout.summary");
  const names = await getTranslations("common.packs");
  const { locale } = await getPreferences();
  const pack = findPack(id);
  if (pack === null || !isCurrency(currency)) return null;
  return (
    <div className="flex items-start justify-between gap-4">
      <div>
        <h2 className="text-base">{names(`${pack.id}.name`)}</h2>
        <p className="figures text-muted text-sm">
          {t("credits", { credits: formatCredits(pack.credits, locale) })}
          {" · "}
          {t("months", { months: pack.validityMonths })}
        </p>
      </div>
      <p className="figures font-semibold text-xl">{formatMoney(pack.prices[currency], currency, locale)}</p>
    </div>
  );
}
