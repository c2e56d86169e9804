import type { Tx } from "@/db/client";
import { isId } from "@/lib/platform/ids";
import type { Outcome } from "./outcome";

/** Whose order something claims to pay, by the metadata that we write on it. */
export type Named = { walletId: string | null; orderId: string | null };

export function namedBy(metadata: Record<string, string> | null | undefined): Named {
  return { walletId: metadata?.wallet_id ?? null, orderId: metadata?.order_id ?? null };
}

/**
 * The outcome of an event about money, unless it was ignored although it bears our mark: then the order that it names
 * is not here, and is waited for. An order is written before Stripe hears of it, so either this database was restored
 * from before the order and a part of it is still to come, or another environment uses the same Stripe account. After
 * the last look the event is parked: money with our mark is never forgotten in silence.
 */
export async function unlessAwaited(
  tx: Tx,
  outcome: Outcome,
  { walletId, orderId }: Named,
): Promise<Outcome> {
  if (outcome.state !== "ignored" || !walletId || !orderId || !isId(walletId) || !isId(orderId))
    return outcome;
  const [order] = await tx`select 1 from orders where wallet_id = ${walletId} and id = ${orderId}`;
  return order ? outcome : { state: "waiting", sentence: `order ${orderId}, which it names, is not here` };
}
