import type { Currency } from "@/lib/catalog/currencies";
import { lookupKeyOf } from "@/lib/catalog/plan-prices";
import type { PlanInterval } from "@/lib/catalog/plans";
import { nowMs } from "@/lib/platform/clock";
import { env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import { listPricesByKey } from "@/lib/stripe/prices";
import type { StripeAnswer } from "@/lib/stripe/trouble";
import { type PlanTerms, toPlanTerms } from "./plan-terms";

/** A price that was taken off sale may be offered for so long; whoever takes it pays what was shown. */
const KEPT_MS = 30_000;

const found = new Map<string, { terms: PlanTerms; until: number }>();

/**
 * The price on sale now of a plan, by its lookup key at Stripe, with what it promises. Kept for half a minute.
 * `refused` with `resource_missing` when there is none: the plans of the code are not set up at Stripe.
 */
export async function findPlanPrice(
  planId: string,
  interval: PlanInterval,
  currency: Currency,
): Promise<StripeAnswer<PlanTerms>> {
  const lookupKey = lookupKeyOf(planId, interval, currency);
  const { secretKey, apiBase } = env().stripe;
  const name = `${lookupKey} ${secretKey} ${apiBase}`;
  const kept = found.get(name);
  if (kept && kept.until > nowMs()) return { ok: true, value: kept.terms };
  const asked = await listPricesByKey([lookupKey]);
  if (!asked.ok) return asked;
  const price = asked.value.find(({ active }) => active);
  const terms = price ? toPlanTerms(price) : null;
  if (!terms || terms.plan !== planId || terms.interval !== interval || terms.currency !== currency)
    return missing(lookupKey);
  found.set(name, { terms, until: nowMs() + KEPT_MS });
  return { ok: true, value: terms };
}

function missing(lookupKey: string): StripeAnswer<PlanTerms> {
  log.error({ lookupKey }, "a plan has no price at Stripe; npm run stripe:setup makes it");
  const message = `no price on sale has the lookup key ${lookupKey}`;
  return {
    ok: false,
    trouble: {
      kind: "refused",
      code: "resource_missing",
      param: "lookup_keys",
      message,
      paymentIntent: null,
    },
  };
}
