import type { Quote, Witness } from "../witness";
import type { AtStripe } from "./read-stripe";
import { duesOfInvoice } from "./worth";

type Paid = { invoiceId: string; walletId: string; dueMinor: number; credits: number };

/**
 * Whatever was paid for a change of plan is the money and the credits of a quote that its owner accepted, each quote
 * once; and every change that was called done is paid.
 */
export function compareChanges({ quotes, changed, subscribers }: Witness, { invoices }: AtStripe): string[] {
  const paid = invoices
    .filter(({ isOfChange, paid }) => isOfChange && paid > 0)
    .map((invoice): Paid => {
      const walletId = subscribers.get(invoice.customerId) ?? "";
      const credits = duesOfInvoice(invoice, walletId).reduce((sum, due) => sum + due.credits, 0);
      return { invoiceId: invoice.id, walletId, dueMinor: invoice.paid, credits };
    });
  const accepted = [...quotes].filter(([, { dueMinor }]) => dueMinor > 0);
  // Those that were called done first, so that none of them is left over for a like one that was not.
  const ordered = [
    ...accepted.filter(([id]) => changed.has(id)),
    ...accepted.filter(([id]) => !changed.has(id)),
  ];
  const unpaid = ordered.filter(([, quote]) => !takeEqual(paid, quote)).filter(([id]) => changed.has(id));
  return [
    ...unpaid.map(([id, quote]) => `quote ${id} was called done and is not paid: ${JSON.stringify(quote)}`),
    ...paid.map((one) => `nobody accepted what was charged: ${JSON.stringify(one)}`),
  ];
}

/** Takes away the payment of a quote; false when there is none. */
function takeEqual(paid: Paid[], { walletId, dueMinor, credits }: Quote): boolean {
  const place = paid.findIndex(
    (one) => one.walletId === walletId && one.dueMinor === dueMinor && one.credits === credits,
  );
  return place >= 0 && paid.splice(place, 1).length === 1;
}
