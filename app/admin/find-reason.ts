import { getTranslations } from "next-intl/server";

type Known = keyof typeof import("@/messages/en/admin.json")["reasons"];

/** The words for a reason; reasons come from the code and words from files, so one may be ahead of the other. */
export async function findReason(name: string): Promise<Known | null> {
  const t = await getTranslations("admin.reasons");
  const key = name.replace(".", "_") as Known;
  return t.has(`${key}.title`) ? key : null;
}
