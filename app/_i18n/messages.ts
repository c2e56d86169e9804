import type { Locale } from "./locale";

/** One file per namespace and language in `messages/`; the owner of a page owns its file. */
export const NAMESPACES = [
  "common",
  "landing",
  "checkout",
  "order",
  "dashboard",
  "account",
  "auth",
  "mail",
  "errors",
] as const;

type Namespace = (typeof NAMESPACES)[number];

async function loadNamespace(locale: Locale, namespace: Namespace) {
  try {
    const file = await import(`../../messages/${locale}/${namespace}.json`);
    return [namespace, file.default];
  } catch {
    return [namespace, {}];
  }
}

/** All messages of a language, by namespace. */
export async function loadMessages(locale: Locale) {
  return Object.fromEntries(await Promise.all(NAMESPACES.map((name) => loadNamespace(locale, name))));
}
