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

function duesOfInvoice({ id, paid, paymentIds, lines }: PaidInvoice, walletId: string): Due[] {
  return lines.map((line) => ({
    walletId,
    key: `invoice:${id}:${line.lineId}`,
    credits: worthOfLine(line),
    money: line.amount > 0 ? { paymentIds, paid } : null,
  }));
}

/** Nobody changes plans here, so a line is a whole period, or a trial when it costs nothing. */
function worthOfLine({ amount, priceName }: PaidLine): number {
  const [, planId, interval = ""] = priceName.split("_");
  const plan = PLANS.find(({ id }) => id === planId);
  if (!plan) return 0;
  return amount > 0 ? plan.creditsPerMonth * (MONTHS[interval] ?? 0) : plan.trialCredits;
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
