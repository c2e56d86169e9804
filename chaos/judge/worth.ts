import { PACKS } from "@/lib/catalog/packs";
import { PLANS } from "@/lib/catalog/plans";
import type { AtStripe, PaidInvoice, PaidLine, PaidPack } from "./read-stripe";

/** Credits that must have been granted, under which key, and for which money; for none, if they cost nothing. */
export type Due = { walletId: string; key: string; credits: number; money: Money | null };
type Money = { paymentIds: readonly string[]; paid: number };

const MONTHS: Record<string, number> = { month: 1, year: 12 };

/** What all that was paid is worth, from the price lists alone: another way to it than the product's. */
export function worthOfAll(stripe: AtStripe, subscribers: ReadonlyMap<string, string>): Due[] {
  return [
    ...stripe.packs.map(dueOfPack),
    ...stripe.invoices.flatMap((invoice) =>
      duesOfInvoice(invoice, subscribers.get(invoice.customerId) ?? ""),
    ),
  ];
}

function dueOfPack({ id, walletId, amount, currency }: PaidPack): Due {
  const pack = PACKS.find(({ prices }) => (prices as Record<string, number>)[currency] === amount);
  const money = { paymentIds: [id], paid: amount };
  return { walletId, key: `pi:${id}`, credits: pack?.credits ?? 0, money };
}

/**
 * What time that was not used is worth is taken off what is bought instead, on the same invoice; what more it is worth is
 * nobody's. Two lines of what is bought beside one that is taken off never happen here.
 */
export function duesOfInvoice({ id, paid, paymentIds, lines }: PaidInvoice, walletId: string): Due[] {
  const unused = lines.reduce((sum, line) => sum - Math.min(worthOfLine(line), 0), 0);
  return lines.map((line) => ({
    walletId,
    key: `invoice:${id}:${line.lineId}`,
    credits: Math.max(worthOfLine(line) - (line.amount > 0 ? unused : 0), 0),
    money: line.amount > 0 ? { paymentIds, paid } : null,
  }));
}

/**
 * A line is a whole period; a trial, when it costs nothing; or a part of a period, which is worth the part that its money
 * is of the price, less than nothing for time that was not used.
 */
function worthOfLine({ amount, priceName, isProration }: PaidLine): number {
  const [, planId, interval = "", currency = ""] = priceName.split("_");
  const plan = PLANS.find(({ id }) => id === planId);
  if (!plan) return 0;
  const whole = plan.creditsPerMonth * (MONTHS[interval] ?? 0);
  if (!isProration) return amount > 0 ? whole : plan.trialCredits;
  const prices: Record<string, Record<string, number>> = plan.prices;
  return Math.floor((whole * amount) / (prices[interval]?.[currency] ?? 0));
}

/**
 * How many credits of each wallet must have been taken back: of each thing bought, the part that the money which went
 * back is of what was paid, and not a credit more before all of it did. A trial costs nothing, so nothing takes it.
 */
export function takenBack(dues: readonly Due[], back: AtStripe["back"]): Map<string, number> {
  const taken = new Map<string, number>();
  for (const { walletId, credits, money } of dues) {
    if (!money || money.paid === 0) continue;
    const went = back
      .filter(({ paymentId }) => money.paymentIds.includes(paymentId))
      .reduce((sum, { amount }) => sum + amount, 0);
    const due = Math.floor((credits * Math.min(went, money.paid)) / money.paid);
    taken.set(walletId, (taken.get(walletId) ?? 0) + due);
  }
  return taken;
}
