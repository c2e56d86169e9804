import { setTimeout as wait } from "node:timers/promises";
import { planPrices } from "@/lib/catalog/plan-prices";
import { say } from "./progress";

const POLL_MS = 50;
const PATIENCE_MS = 20_000;

type Settings = Record<string, string | undefined>;

/**
 * Waits until the app has put the plans on sale at the emulator, which takes it half a second on the first start and
 * nothing later: it makes the prices in order, so the last one is asked for. Without plans the rest works, so this
 * is said and no reason to stop.
 */
export async function untilPlansAreOnSale(settings: Settings): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  const last = planPrices().at(-1)?.lookupKey;
  if (!last) return;
  while (!(await isOnSale(settings, last))) {
    if (performance.now() > deadline) {
      say("The plans are not at the emulator: packs can be bought, plans cannot.");
      say("Cure: read the app's log for the reason, then start again or run npm run stripe:setup.");
      return;
    }
    await wait(POLL_MS);
  }
}

async function isOnSale({ STRIPE_API_BASE, STRIPE_SECRET_KEY }: Settings, key: string): Promise<boolean> {
  try {
    const answer = await fetch(`${STRIPE_API_BASE}/v1/prices?lookup_keys[]=${key}`, {
      headers: { authorization: `Bearer ${STRIPE_SECRET_KEY}` },
    });
    return ((await answer.json()) as { data?: unknown[] }).data?.length === 1;
  } catch {
    return false;
  }
}
