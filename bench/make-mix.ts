import { sql } from "@/db/client";
import { newId } from "@/lib/platform/ids";
import { eventOf, makeOrders, type Order, type SignedDelivery, signAll, successOf } from "./make-deliveries";
import { invoiceOf, refundOf } from "./stripe-objects";

/** Of a hundred deliveries that do something. All the rest are payments. */
export const OF_A_HUNDRED = { renewals: 7, refunds: 3 };

/** A load of which each delivery is another event of another person; `refunded` were paid before. */
export type Mix = { deliveries: SignedDelivery[]; paid: Order[]; refunded: Order[]; renewed: string[] };

/** So many signed deliveries, the kinds spread evenly among each other. */
export async function makeMix(count: number, paidBefore: Order[]): Promise<Mix> {
  const refunded = paidBefore.splice(0, (count * OF_A_HUNDRED.refunds) / 100);
  const renewed = await makeSubscribers((count * OF_A_HUNDRED.renewals) / 100);
  const paid = await makeOrders(count - refunded.length - renewed.length);
  const seconds = Math.floor(Date.now() / 1000);
  const kinds = [
    paid.map((order) => successOf(order, seconds)),
    renewed.map((hex) => eventOf("invoice.paid", invoiceOf(hex), seconds)),
    refunded.map(({ orderId }) => eventOf("refund.created", refundOf(hexOf(orderId)), seconds)),
  ];
  return { deliveries: signAll(spread(kinds), seconds), paid, refunded, renewed };
}

/** Wallets that have a customer at Stripe, by the part of the id that all of its objects share. */
async function makeSubscribers(count: number): Promise<string[]> {
  const wallets = Array.from({ length: count }, newId);
  await sql()`
    insert into wallets (id, stripe_customer_id)
    select id, 'cus_' || replace(id::text, '-', '') from unnest(${wallets}::uuid[]) as made (id)`;
  return wallets.map(hexOf);
}

export function hexOf(id: string): string {
  return id.replaceAll("-", "");
}

/** Every kind at even distances: the place of each is its share of its kind. */
function spread(kinds: object[][]): object[] {
  return kinds
    .flatMap((kind) => kind.map((event, index) => ({ event, at: (index + 0.5) / kind.length })))
    .sort((one, other) => one.at - other.at)
    .map(({ event }) => event);
}
