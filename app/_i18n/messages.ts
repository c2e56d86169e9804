import type { Locale } from "./locale";

/** One file per namespace and language in `messages/`; the owner of a page owns its file. */
export const NAMESPACES = [
  "common",
  "landing",
  "checkout",
  "order",
  "dashboard",
  "billing",
  "keys",
  "activity",
  "account",
  "auth",
  "mail",
  "errors",
  "api",
  "plan",
  "playground",
  "setup",
  "admin",
  "payments",
  "reconciliation",
] as const;

/** All messages of a language, by namespace. */
export async function loadMessages(locale: Locale) {
  const files = NAMESPACES.map(async (namespace) => {
    const file = await import(`../../messages/${locale}/${namespace}.json`);
    return [namespace, file.default];
  });
  return Object.fromEntries(await Promise.all(files));
}
