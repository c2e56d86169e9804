import { sql } from "@/db/client";
import type { PaidWith } from "@/db/schema/orders";
import type { ConfirmationTokenFacts } from "@/lib/stripe/retrieve-confirmation-token";
import type { PlanOrder } from "./order-row";

/** Writes onto the order what is being tried, for its page: the invoice is paid with it, or another try replaces it. */
export async function rememberMethod(
  { walletId, id }: PlanOrder,
  { method, card }: ConfirmationTokenFacts,
): Promise<void> {
  const shown: PaidWith = { method, cardBrand: card?.brand ?? null, cardLast4: card?.last4 ?? null };
  await sql()`
    update orders set paid_with = ${sql().json(shown)} where wallet_id = ${walletId} and id = ${id}`;
}
