import { stripe } from "@/lib/stripe/client";

const PAGE = 100;

/** A payment at Stripe, as an outsider sees it. */
export type PaidAtStripe = {
  id: string;
  amount: number;
  currency: string;
  orderId: string | null;
  walletId: string | null;
};

/** Every payment that succeeded, read through Stripe's own list and none of our tables. */
export async function readPaid(): Promise<PaidAtStripe[]> {
  const paid: PaidAtStripe[] = [];
  for await (const intent of stripe().paymentIntents.list({ limit: PAGE })) {
    if (intent.status !== "succeeded") continue;
    const { order_id: orderId = null, wallet_id: walletId = null } = intent.metadata;
    paid.push({ id: intent.id, amount: intent.amount, currency: intent.currency, orderId, walletId });
  }
  return paid;
}

/** The ids of all events of these types. */
export async function readEventIds(types: readonly string[]): Promise<string[]> {
  const ids: string[] = [];
  for (let at = 0; at < types.length; at += 20)
    for await (const event of stripe().events.list({ types: types.slice(at, at + 20), limit: PAGE }))
      ids.push(event.id);
  return ids;
}
