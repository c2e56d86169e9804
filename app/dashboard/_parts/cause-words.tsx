import { getTranslations } from "next-intl/server";
import type { GrantOrigin } from "@/lib/checkout/find-origins";
import type { ActivityView } from "@/lib/ledger/list-activity";
import { causeOf, packOf } from "../cause-of";

type Caused = { of: Pick<ActivityView, "kind" | "reference">; origin: GrantOrigin | undefined };

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
  const hasWordsForReference = words !== "bought" && words !== "plan" && words !== "paid";
  if (!reference || !hasWordsForReference || words === "expired" || words === "reversed") return t(words);
  return t(`${words}For`, { reference });
}

async function packName(pack: NonNullable<ReturnType<typeof packOf>>): Promise<string> {
  return (await getTranslations("common.packs"))(`${pack}.name`);
}

/** Which credits: where they came from, in words. */
export async function sayOrigin(origin: GrantOrigin | undefined): Promise<string> {
  const t = await getTranslations("activity.origins");
  const pack = packOf(origin);
  if (pack) return t("packOf", { pack: await packName(pack) });
  return t(origin?.source ?? "adjustment");
}
