import type { Listening } from "@/lib/stripe/webhook-secrets";
import { type Finding, found } from "./finding";

const SIGNING_SECRET = /^whsec_[A-Za-z0-9+/=_-]{8,}$/;

/**
 * The signing secrets as they stand in the environment, untouched: what a paste did to them is what goes wrong most.
 * White space around them is taken off when they are read, so it only warns. `listening`: whether the Stripe CLI
 * forwards to this machine, for which it left a secret of its own. Pure; tells nothing of any secret.
 */
export function checkSecret(
  value: string | undefined,
  { listening = "never" }: { listening?: Listening } = {},
): Finding[] {
  const secrets = (value ?? "").split(",").map((one) => one.trim());
  const given = secrets.filter(Boolean);
  if (given.length === 0) return [found(WITHOUT[listening])];
  const wrong = given.map(faultOf).filter((one) => one !== null);
  if (wrong.length > 0) return wrong;
  const odd = [
    ...(value !== value?.trim() ? [found("secret_with_white_space")] : []),
    ...(new Set(given).size < given.length ? [found("secret_twice")] : []),
  ];
  return odd.length > 0 ? odd : [found("secret_in_order", { count: given.length })];
}

const WITHOUT = {
  now: "secret_of_listening",
  ended: "secret_of_listening_ended",
  never: "secret_missing",
} as const;

function faultOf(secret: string): Finding | null {
  if (SIGNING_SECRET.test(secret) && !isPlaceholder(secret)) return null;
  if (/^["'`“”‘’]|["'`“”‘’]$/.test(secret)) return found("secret_in_quotes");
  // A dotenv file, or a shell, may leave the two characters \n where a line ended.
  if (/\s|\\[nr]/.test(secret)) return found("secret_with_line_break");
  if (/^(sk|rk|pk)_/.test(secret)) return found("secret_is_a_key");
  if (/^we_/.test(secret)) return found("secret_is_an_endpoint");
  return found(isPlaceholder(secret) ? "secret_is_a_placeholder" : "secret_malformed");
}

/** As it stands in examples: dots, the same letter again and again, or words that ask to be replaced. */
function isPlaceholder(secret: string): boolean {
  const rest = secret.replace(/^whsec_/, "");
  return /^[.…]+$|^(.)\1+$|^<.*>$|your|changeme|placeholder|example/i.test(rest);
}
