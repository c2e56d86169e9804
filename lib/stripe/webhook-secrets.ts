import { readFileSync } from "node:fs";
import { z } from "zod";
import { env } from "@/lib/platform/env";

/** What `npm run stripe:listen` leaves for the dev server. */
const listening = z.object({ secret: z.string().regex(/^whsec_[A-Za-z0-9]{8,}$/) });

/**
 * The secrets that a delivery may be signed with: those of the environment and, on a developer's machine, the one that
 * the Stripe CLI was given. That one is read at each delivery, so a server that already runs takes it at once. Empty
 * means that the door is closed.
 */
export function webhookSecrets(): readonly string[] {
  const { webhookSecrets: configured, listenFile } = env().stripe;
  const given = listenFile === null ? null : readListening(listenFile);
  return given === null ? configured : [...configured, given];
}

/** No file, half a file or something else in it: nobody listens. */
function readListening(file: string): string | null {
  try {
    return listening.parse(JSON.parse(readFileSync(/* turbopackIgnore: true */ file, "utf8"))).secret;
  } catch {
    return null;
  }
}
