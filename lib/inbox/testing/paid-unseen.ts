import { vi } from "vitest";
import { sql } from "@/db/client";
import { payOrder } from "@/lib/checkout/pay-order";
import { newOrder } from "@/lib/checkout/testing";
import { authenticate, CARDS, newToken, paymentIntentsOf, readFromStripe } from "@/lib/stripe/testing";

export const CREDITED = { available: 100, grants: 1, payments: 1, order: "paid" };

type Listed = { id: string; type: string; data: { object: { id: string; payment_intent?: string } } };

/** For tests: money that came by 3D Secure while nobody looked, of which no delivery tells; the event of its success. */
export async function paidUnseen() {
  const order = await newOrder();
  const confirmationTokenId = await newToken(CARDS.threeDSecure);
  await payOrder({ ...order, confirmationTokenId, returnUrl: "http://localhost:3000/orders/x" });
  const [intent] = await paymentIntentsOf(order.orderId);
  if (!intent) throw new Error("no PaymentIntent");
  await authenticate(intent, "complete");
  const about = async (type: string) => {
    const { data } = await readFromStripe<{ data: Listed[] }>(`/v1/events?limit=100&type=${type}`);
    const found = data.find(({ data: { object } }) => [object.id, object.payment_intent].includes(intent.id));
    if (!found) throw new Error(`no ${type} of ${intent.id} yet`);
    return found;
  };
  // The last thing that Stripe tells of a payment; it is there when all is.
  await vi.waitFor(() => about("charge.updated"), 15_000);
  return { order, intent, succeeded: await about("payment_intent.succeeded") };
}

/** For tests: the events about an object that stand in the inbox. */
export async function rowsOf(objectId: string) {
  return sql()<{ id: string; type: string; state: string; attempts: number; outcome: string }[]>`
    select id, type, state, attempts, outcome from inbox_events where object_id = ${objectId} order by type`;
}

/** For tests: how far the sweep has come in a mode. */
export async function cursorOf(livemode = false) {
  const [row] = await sql()<
    {
      sweptUntil: Date;
      reachedAt: Date | null;
      trouble: string | null;
      gapFrom: Date | null;
      gapUntil: Date | null;
    }[]
  >`
    select swept_until as "sweptUntil", reached_at as "reachedAt", trouble, gap_from as "gapFrom",
           gap_until as "gapUntil"
    from event_sweeps where livemode = ${livemode}`;
  return row;
}
