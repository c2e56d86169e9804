import { getTranslations } from "next-intl/server";
import { findPack } from "@/lib/catalog/packs";
import { findPlan } from "@/lib/catalog/plans";
import type { OrderView } from "@/lib/checkout/views";

/** What an order is for: "Maker", "Pro plan, monthly". What we sell no longer keeps its id as its name. */
export async function nameOfOrder({ item, plan }: Pick<OrderView, "item" | "plan">): Promise<string> {
  const t = await getTranslations("common");
  if (!plan) {
    const pack = findPack(item);
    return pack ? t(`packs.${pack.id}.name`) : item;
  }
  const known = findPlan(plan.plan);
  const tName = await getTranslations("checkout.plan.name");
  return tName(plan.interval, { plan: known ? t(`plans.${known.id}.name`) : item });
}
