import { createHash, timingSafeEqual } from "node:crypto";

/** Why a call to a cron route is refused, in the order in which the rules are checked. */
export type CronRefusal = "cron_secret_missing" | "cron_secret_wrong";

/**
 * Whether a request comes from our own schedule: `Authorization: Bearer <CRON_SECRET>`, as Vercel sends it
 * (docs: cron-jobs/manage-cron-jobs). Null when it does. Without a secret configured the door stays closed.
 */
export function refusalOfCronCall(headers: Headers, secret: string | null): CronRefusal | null {
  if (!secret) return "cron_secret_missing";
  const given = headers.get("authorization") ?? "";
  return timingSafeEqual(digest(given), digest(`Bearer ${secret}`)) ? null : "cron_secret_wrong";
}

/** Digests have one length, so the comparison tells nothing about the secret's. */
function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
