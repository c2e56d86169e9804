import { getTranslations } from "next-intl/server";
import { findPlan } from "@/lib/catalog/plans";

/** What a plan is called; one that is no longer sold by its id. */
export async function planName(plan: string, style: "name" | "short" = "name"): Promise<string> {
  const t = await getTranslations("common.plans");
  const known = findPlan(plan);
  return known ? t(`${known.id}.${style}`) : plan;
}
