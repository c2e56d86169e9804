import { getTranslations } from "next-intl/server";
import { planName } from "@/app/dashboard/_parts/plan-name";
import type { PlanInterval } from "@/lib/catalog/plans";

type Terms = { plan: string; interval: PlanInterval };

/** What two plans are called beside each other: with how they are paid where that differs. */
export async function namesOfChange(from: Terms, to: Terms): Promise<{ from: string; to: string }> {
  const [old, next] = await Promise.all([planName(from.plan), planName(to.plan)]);
  if (from.interval === to.interval) return { from: old, to: next };
  const t = await getTranslations("checkout.plan.name");
  return { from: t(from.interval, { plan: old }), to: t(to.interval, { plan: next }) };
}
