import { PACKS } from "@/lib/catalog/packs";
import { PLANS } from "@/lib/catalog/plans";
import type { AtStripe, PaidLine, PaidPack } from "./read-stripe";

/** Credits that must have been granted, and under which key. */
export type Due = { walletId: string; key: string; credits: number };

const MONTHS: Record<string, number> = { month: 1, year: 12 };

/** What all that was paid is worth, from the price lists alone: another way to it than the product's. */
export function worthOfAll(stripe: AtStripe, subscribers: ReadonlyMap<string, string>): Due[] {
  return [
    ...stripe.packs.map((pack) => ({
      walletId: pack.walletId,
      key: `pi:${pack.id}`,
      credits: worthOfPack(pack),
    })),
    ...stripe.lines.map((line) => ({
      walletId: subscribers.get(line.customerId) ?? "",
      key: `invoice:${line.invoiceId}:${line.lineId}`,
      credits: worthOfLine(line),
    })),
  ];
}

function worthOfPack({ amount, currency }: Pick<PaidPack, "amount" | "currency">): number {
  return PACKS.find(({ prices }) => (prices as Record<string, number>)[currency] === amount)?.credits ?? 0;
}

/** Nobody changes plans here, so a line is a whole period, or a trial when it costs nothing. */
function worthOfLine({ amount, priceName }: PaidLine): number {
  const [, planId, interval = ""] = priceName.split("_");
  const plan = PLANS.find(({ id }) => id === planId);
  if (!plan) return 0;
  return amount > 0 ? plan.creditsPerMonth * (MONTHS[interval] ?? 0) : plan.trialCredits;
}

/**
 * How many credits of each wallet must have been taken back: of a payment, the part that its money is of the price, and
 * not a credit more before all of it went back.
 */
export function takenBack({ packs, back }: AtStripe): Map<string, number> {
  const taken = new Map<string, number>();
  for (const pack of packs) {
    const money = back
      .filter(({ paymentId }) => paymentId === pack.id)
      .reduce((sum, { amount }) => sum + amount, 0);
    const credits = Math.floor((worthOfPack(pack) * Math.min(money, pack.amount)) / pack.amount);
    taken.set(pack.walletId, (taken.get(pack.walletId) ?? 0) + credits);
  }
  return taken;
}
