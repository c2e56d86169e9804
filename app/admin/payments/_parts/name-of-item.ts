import { getTranslations } from "next-intl/server";
import { planName } from "@/app/dashboard/_parts/plan-name";
import { findPack } from "@/lib/catalog/packs";

/** What was paid for: a pack, a plan, or money that came without an order. What is sold no longer keeps its id. */
export async function nameOfItem({ kind, item }: { kind: "once" | "plan"; item: string | null }) {
  const t = await getTranslations("payments");
  if (item === null) return t("noOrder");
  if (kind === "plan") return planName(item);
  const pack = findPack(item);
  return pack ? (await getTranslations("common.packs"))(`${pack.id}.name`) : item;
}
