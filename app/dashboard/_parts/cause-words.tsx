import { getTranslations } from "next-intl/server";
import { getPreferences } from "@/app/_i18n/preferences";
import { formatDate } from "@/app/_ui/format";
import type { GrantOrigin } from "@/lib/checkout/find-origins";
import type { ActivityView } from "@/lib/ledger/list-activity";
import { type Cause, causeOf, packOf } from "../cause-of";
import { inOwnDirection } from "../own-direction";

type Caused = {
  of: Pick<ActivityView, "key" | "kind" | "reference" | "letGo">;
  origin: GrantOrigin | undefined;
};

/** Why credits changed, as one sentence. */
export async function CauseWords({ of, origin }: Caused) {
  return <>{await sayCause(of, origin)}</>;
}

/** The same for where only text can stand. */
export async function sayCause(of: Caused["of"], origin: Caused["origin"]): Promise<string> {
  const t = await getTranslations("activity.causes");
  const { words, reference } = causeOf(of, origin);
  const pack = packOf(origin);
  if (words === "bought" && pack) return t("boughtPack", { pack: await packName(pack) });
  if (!reference || !takesReference(words)) return t(words);
  return t(`${words}For`, { reference: inOwnDirection(reference) });
}

const WITH_REFERENCE = ["given", "spent", "held", "captured", "released", "adjusted"] as const;

function takesReference(words: Cause["words"]): words is (typeof WITH_REFERENCE)[number] {
  return WITH_REFERENCE.some((one) => one === words);
}

async function packName(pack: NonNullable<ReturnType<typeof packOf>>): Promise<string> {
  return (await getTranslations("common.packs"))(`${pack}.name`);
}

/** Which credits: where they came from, in words. */
async function sayOrigin(origin: GrantOrigin | undefined): Promise<string> {
  const t = await getTranslations("activity.origins");
  const pack = packOf(origin);
  if (pack) return t("packOf", { pack: await packName(pack) });
  return t(origin?.source ?? "adjustment");
}

/** The same with the day they came, to tell apart what has one name. */
export async function sayOriginWithDate(origin: GrantOrigin | undefined): Promise<string> {
  const name = await sayOrigin(origin);
  if (!origin) return name;
  const t = await getTranslations("activity.origins");
  const { locale, timeZone } = await getPreferences();
  return t("since", { origin: name, date: formatDate(origin.grantedAt, locale, timeZone) });
}
