import { writeFileSync } from "node:fs";
import type { EndpointConflict } from "@/lib/setup/plan-endpoint-changes";
import type { MadeEndpoint } from "@/lib/setup/set-up-endpoint";

const OWNER_ONLY = 0o600;

/** Puts a new signing secret into the file that was asked for. Null when that failed, so that it must be printed. */
export function writeSecret({ secret }: MadeEndpoint, file: string | undefined): string | null {
  if (!file) return null;
  try {
    writeFileSync(file, `${secret}\n`, { mode: OWNER_ONLY });
    return file;
  } catch (error) {
    process.stderr.write(`${file} could not be written: ${error instanceof Error ? error.message : error}\n`);
    return null;
  }
}

/** What to do with a new signing secret. */
export function explainSecret({ endpointId }: MadeEndpoint, file: string | null): string {
  return `The signing secret of ${endpointId} is in ${file ?? "the line above"}. Stripe tells it only now.
Set it as STRIPE_WEBHOOK_SECRET of this environment and deploy; several are separated by commas:
  Vercel, production   vercel env add STRIPE_WEBHOOK_SECRET production
  Vercel, one branch   vercel env add STRIPE_WEBHOOK_SECRET preview <branch>
  elsewhere            the environment of the server, or .env.local`;
}

export const FORMER_HELP = `A former endpoint goes on telling the same events, so that none is refused meanwhile. Set both secrets, deploy, then
switch it off: npm run -s stripe:setup -- --retire-former`;

/** What a person can do about something that stands in the way. */
export function explainConflict(conflict: EndpointConflict): string {
  if (conflict.conflict === "endpoint_limit")
    return `Stripe allows ${conflict.endpoints} webhook endpoints in an account and all of them are there. Remove one, such as that of
a preview that is gone: npm run -s stripe:setup -- --remove --address https://<its host>`;
  return `${conflict.endpointId} leads to the same address and does not bear the mark of this environment: each of its events comes
doubly, or is refused for its other secret. Remove it at Stripe if nobody needs it.`;
}
