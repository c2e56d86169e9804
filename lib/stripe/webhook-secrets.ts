import { readFileSync } from "node:fs";
import { z } from "zod";
import { env } from "@/lib/platform/env";

/** What `npm run stripe:listen` leaves for the dev server. */
const left = z.object({
  secret: z.string().regex(/^whsec_[A-Za-z0-9]{8,}$/),
  pid: z.int().positive().optional(),
});

/** Whether the Stripe CLI forwards to this machine, as far as it was started by `npm run stripe:listen`. */
export type Listening = "never" | "now" | "ended";

/**
 * The secrets that a delivery may be signed with: those of the environment and, on a developer's machine, the one that
 * the Stripe CLI was given. That one is read at each delivery, so a server that already runs takes it at once. Empty
 * means that the door is closed.
 */
export function webhookSecrets(): readonly string[] {
  const configured = env().stripe.webhookSecrets;
  const given = readLeft();
  return given === null ? configured : [...configured, given.secret];
}

/** The secret stays when listening ends, so it is the process that tells. */
export function findListening(): Listening {
  const given = readLeft();
  if (given === null) return "never";
  return given.pid !== undefined && isAlive(given.pid) ? "now" : "ended";
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Somebody else's, and alive.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** No file, half a file or something else in it: nobody listens. */
function readLeft(): z.infer<typeof left> | null {
  const { listenFile } = env().stripe;
  if (listenFile === null) return null;
  try {
    return left.parse(JSON.parse(readFileSync(/* turbopackIgnore: true */ listenFile, "utf8")));
  } catch {
    return null;
  }
}
