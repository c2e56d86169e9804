import { getTranslations } from "next-intl/server";

/** What a plan is called in the reader's language; one that is no longer sold keeps its id. */
export async function planName(plan: string): Promise<string> {
  const t = await getTranslations("common.plans");
  const key = `${plan}.name` as "pro.name";
  return t.has(key) ? t(key) : plan;
}
