import { cookies, headers } from "next/headers";
import { after } from "next/server";
import type { CookieToSet } from "@/lib/auth/ask-library";
import type { Caller } from "@/lib/auth/caller";
import { getPreferences } from "./_i18n/preferences";

/** Who calls an action, for the verbs of accounts; asks for one of our pages like `requireOurPage`. */
export async function getCaller(): Promise<Caller> {
  await requireOurPage();
  const { locale } = await getPreferences();
  return { headers: await headers(), locale, later: (work) => after(work) };
}

/**
 * What every action does first. Throws when the request cannot show that it comes from a page of ours: Next
 * refuses a foreign Origin by itself, but lets a missing or `null` one pass with a warning.
 */
export async function requireOurPage(): Promise<void> {
  if (cameFromOurPage(await headers())) return;
  const fault = new Error("origin_missing: an action needs an Origin or Sec-Fetch-Site");
  // The browser is told no messages of errors, but their digest, and this one it may know.
  throw Object.assign(fault, { digest: "origin_missing" });
}

export function cameFromOurPage(sent: Headers): boolean {
  const origin = sent.get("origin");
  return (origin !== null && origin !== "null") || sent.get("sec-fetch-site") === "same-origin";
}

export async function writeCookies(toSet: CookieToSet[]): Promise<void> {
  const jar = await cookies();
  for (const { name, value, options } of toSet) jar.set(name, value, definedOnly(options));
}

/** Next reads an option that is there but undefined as one that was given. */
function definedOnly(options: CookieToSet["options"]) {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
