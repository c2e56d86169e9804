import { getTranslations } from "next-intl/server";

type Known = keyof typeof import("@/messages/en/reconciliation.json")["kinds"];

/** A kind of difference in words. Kinds come from the code and words from files: one without words shows its name. */
export async function sayKind(kind: string): Promise<{ title: string; means: string | null }> {
  const t = await getTranslations("reconciliation.kinds");
  const known = kind as Known;
  return t.has(`${known}.title`)
    ? { title: t(`${known}.title`), means: t(`${known}.means`) }
    : { title: kind, means: null };
}
