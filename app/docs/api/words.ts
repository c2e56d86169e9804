import { getLocale } from "next-intl/server";
import type words from "@/messages/en/api.json";

/** What the document's texts say in the reader's language, by the names that the API gives things. */
export type ApiWords = {
  operations: Record<string, { title: string; text: string }>;
  parameters: Record<string, string>;
  fields: Record<string, Record<string, string>>;
  problems: Record<string, { title: string; cure: string }>;
};

export async function getApiWords(): Promise<ApiWords> {
  const { default: all }: { default: typeof words } = await import(
    `../../../messages/${await getLocale()}/api.json`
  );
  return all;
}
