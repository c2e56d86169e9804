import { accessSync, closeSync, constants, fchmodSync, fstatSync, openSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { redactText } from "@/lib/platform/redact";
import type { EndpointConflict } from "@/lib/setup/plan-endpoint-changes";
import type { MadeEndpoint } from "@/lib/setup/set-up-endpoint";
import type { StripeTrouble } from "@/lib/stripe/trouble";

const OWNER_ONLY = 0o600;

/** What `npm run stripe:setup` was asked to do. */
export type SetupWish = {
  only?: string | undefined;
  remove?: boolean | undefined;
  "new-secret"?: boolean | undefined;
  "retire-former"?: boolean | undefined;
  "secret-file"?: string | undefined;
};

/** Why a wish cannot be meant, or cannot be kept; null when it can. Found before anything is made. */
export function findSetupFault(wish: SetupWish): string | null {
  const { only, remove, "secret-file": file } = wish;
  if (only !== undefined && only !== "catalog" && only !== "endpoint")
    return `--only is catalog or endpoint, not ${only}`;
  const ofEndpoint = (["remove", "new-secret", "retire-former", "secret-file"] as const).filter(
    (name) => wish[name],
  );
  if (only === "catalog" && ofEndpoint[0])
    return `--${ofEndpoint[0]} is about the endpoint, and --only catalog leaves that alone`;
  if (remove && ofEndpoint[1]) return `--remove leaves nothing to use --${ofEndpoint[1]} on`;
  return file === undefined ? null : findFileFault(file);
}

/** A secret is told once: where it cannot be written must be known before it is made, lest it end in a public log. */
function findFileFault(file: string): string | null {
  try {
    accessSync(dirname(file), constants.W_OK | constants.X_OK);
    return null;
  } catch (error) {
    return `--secret-file ${file} cannot be written: ${messageOf(error)}`;
  }
}

/**
 * Puts a new signing secret, and not a line end, which some who read it would take for a part of it, into the file that
 * was asked for. Null when that failed, so that it must be printed.
 */
export function writeSecret({ secret }: MadeEndpoint, file: string | undefined): string | null {
  if (!file) return null;
  try {
    const open = openSync(file, "w", OWNER_ONLY);
    // One that was there already keeps the rights it had.
    if (fstatSync(open).isFile()) fchmodSync(open, OWNER_ONLY);
    writeSync(open, secret);
    closeSync(open);
    return file;
  } catch (error) {
    process.stderr.write(`${file} could not be written: ${messageOf(error)}\n`);
    return null;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What to do with a new signing secret. */
export function explainSecret({ endpointId }: MadeEndpoint, file: string | null): string {
  return `The signing secret of ${endpointId} is in ${file ?? "the line above"}. Stripe tells it only now.
Set it as STRIPE_WEBHOOK_SECRET of this environment and deploy; several are separated by commas:
  Vercel, production   vercel env add STRIPE_WEBHOOK_SECRET production
  Vercel, one branch   vercel env add STRIPE_WEBHOOK_SECRET preview <branch>
  elsewhere            the environment of the server, or .env.local`;
}

/** Each push has another such address, and an account no more than sixteen endpoints. */
export function explainDeployment(address: string): string {
  return `${address} looks like the address of one deployment, which the next one no longer has. Unless this name stays, take
this endpoint away with --remove and use the domain, or VERCEL_BRANCH_URL for a preview.`;
}

/** How to end a former endpoint, for the same address as now: another one has other endpoints. */
export function explainFormer(address: string): string {
  return `A former endpoint goes on telling the same events, so that none is refused meanwhile. Set both secrets, deploy, then
switch it off: npm run -s stripe:setup -- --only endpoint --retire-former --address ${address}`;
}

/** What stopped the rest. The programs' line has the same in its own words. */
export function explainTrouble(trouble: StripeTrouble): string {
  if (trouble.kind === "unavailable")
    return `Stripe does not answer (${trouble.reason}). Run this again soon: what was made is not made twice.`;
  return `Stripe said no: ${"message" in trouble ? redactText(trouble.message) : trouble.code}`;
}

/** What a person can do about something that stands in the way. */
export function explainConflict(conflict: EndpointConflict): string {
  if (conflict.conflict === "endpoint_limit")
    return `Stripe allows ${conflict.endpoints} webhook endpoints in an account and all of them are there. Remove one, such as that of
a preview that is gone: npm run -s stripe:setup -- --remove --address https://<its host>`;
  return `${conflict.endpointId} leads to the same address and does not bear the mark of this environment: each of its events comes
doubly, or is refused for its other secret. Remove it at Stripe if nobody needs it.`;
}
