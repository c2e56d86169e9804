import { getTranslations } from "next-intl/server";
import { getPreferences } from "@/app/_i18n/preferences";
import { requirePerson } from "@/app/_session";
import { formatCredits, formatMoney } from "@/app/_ui/format";
import { NothingOrdered } from "../../_landing/nothing-ordered";
import { buyPack } from "../../buy";
import { toConfirmPath, type WantedPack } from "../../wanted-pack";
import { ConfirmCard } from "./confirm-card";

export async function ConfirmPack({ wanted, refused }: { wanted: WantedPack; refused: unknown }) {
  if (!wanted.ok) return <NothingOrdered why="notSold" />;
  await requirePerson(toConfirmPath(wanted));
  if (refused === "too_many_open_orders") return <NothingOrdered why="tooManyOrders" />;
  const t = await getTranslations("landing.confirm");
  const tPacks = await getTranslations("common.packs");
  const { locale } = await getPreferences();
  const { pack, currency } = wanted;
  return (
    <ConfirmCard
      title={t("title")}
      rows={[
        [t("pack"), tPacks(`${pack.id}.name`)],
        [t("credits"), formatCredits(pack.credits, locale)],
        [t("validity"), t("months", { months: pack.validityMonths })],
      ]}
      total={[t("total"), formatMoney(pack.prices[currency], currency, locale)]}
      action={buyPack}
      sends={{ pack: pack.id, currency }}
      button={t("button")}
      notes={[t("nothingYet")]}
      other={{ href: "/#packs", label: t("other") }}
    />
  );
}
