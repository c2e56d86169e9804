import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { getPreferences } from "@/app/_i18n/preferences";
import { requirePerson } from "@/app/_session";
import { Card } from "@/app/_ui/card";
import { formatCredits, formatMoney } from "@/app/_ui/format";
import { Page } from "@/app/_ui/page";
import { SubmitButton } from "@/app/_ui/submit-button";
import { NothingOrdered } from "../../_landing/nothing-ordered";
import { buyPack } from "../../buy";
import { readWantedPack, toConfirmPath } from "../../wanted-pack";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("landing.confirm"))("title"), robots: { index: false } };
}

type Query = Promise<Record<string, string | string[] | undefined>>;

/** Where a purchase goes on after signing in. Shows what will be bought; only its button creates the order. */
export default async function ConfirmPackPage({ searchParams }: { searchParams: Query }) {
  const query = await searchParams;
  const wanted = readWantedPack((name) => query[name]);
  const t = await getTranslations("landing.confirm");
  if (!wanted.ok) return <NothingOrdered why="notSold" />;
  await requirePerson(toConfirmPath(wanted));
  if (query.refused === "too_many_open_orders") return <NothingOrdered why="tooManyOrders" />;
  const { locale } = await getPreferences();
  const { pack, currency } = wanted;
  const tPacks = await getTranslations("common.packs");
  const rows = [
    [t("pack"), tPacks(`${pack.id}.name`)],
    [t("credits"), formatCredits(pack.credits, locale)],
    [t("validity"), t("months", { months: pack.validityMonths })],
  ];
  return (
    <Page title={t("title")} lead={t("lead")} width="narrow">
      <Card>
        <dl className="figures grid grid-cols-[1fr_auto] gap-y-3">
          {rows.map(([term, value]) => (
            <div key={term} className="contents">
              <dt className="text-muted">{term}</dt>
              <dd className="text-right">{value}</dd>
            </div>
          ))}
          <dt className="border-line border-t pt-4 font-semibold">{t("total")}</dt>
          <dd className="border-line border-t pt-4 text-right font-semibold">
            {formatMoney(pack.prices[currency], currency, locale)}
          </dd>
        </dl>
        <form action={buyPack} className="mt-6">
          <input type="hidden" name="pack" value={pack.id} />
          <input type="hidden" name="currency" value={currency} />
          <SubmitButton className="btn-primary btn-block h-12 text-base" pending={t("pending")}>
            {t("button")}
          </SubmitButton>
        </form>
        <p className="mt-3 text-center text-muted text-sm">{t("nothingYet")}</p>
      </Card>
      <p className="mt-6 text-center">
        <a href="/#packs" className="link-quiet text-sm">
          {t("other")}
        </a>
      </p>
    </Page>
  );
}
