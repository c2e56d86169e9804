import Stripe from "stripe";
import { env } from "@/lib/platform/env";

/** Payloads and parameters are written for this version; it changes together with the handlers. */
export const STRIPE_API_VERSION = "2026-10-28.endive";

/** A card network can take 20 s in the worst case; a payer who waits longer has given up. */
const TIMEOUT_MS = 20_000;
const RETRIES_MAX = 2;

type Limits = { timeoutMs: number; retries: number };

const LIMITS: Limits = { timeoutMs: TIMEOUT_MS, retries: RETRIES_MAX };
let limits = LIMITS;
let client: { stripe: Stripe; key: string } | null = null;

function address(apiBase: string | null): Pick<Stripe.StripeConfig, "host" | "port" | "protocol"> {
  if (!apiBase) return {};
  const url = new URL(apiBase);
  const protocol = url.protocol === "http:" ? "http" : "https";
  return { host: url.hostname, port: url.port || (protocol === "http" ? "80" : "443"), protocol };
}

/** The one Stripe client of the process: Stripe itself, or the emulator when the environment names one. */
export function stripe(): Stripe {
  const { secretKey, apiBase } = env().stripe;
  const key = `${secretKey} ${apiBase ?? ""} ${limits.timeoutMs} ${limits.retries}`;
  if (client?.key !== key) {
    const config: Stripe.StripeConfig = {
      apiVersion: STRIPE_API_VERSION,
      timeout: limits.timeoutMs,
      maxNetworkRetries: limits.retries,
      appInfo: { name: "Topup" },
      ...address(apiBase),
    };
    client = { stripe: new Stripe(secretKey, config), key };
  }
  return client.stripe;
}

/** Tests only: other limits, so that a hanging Stripe is noticed at once; what is not named is as ever. */
export function useStripeLimits(changed: Partial<Limits>): void {
  limits = { ...LIMITS, ...changed };
}
