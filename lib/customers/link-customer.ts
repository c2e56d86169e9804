import { sql } from "@/db/client";
import { now } from "@/lib/platform/clock";

/** Lets a wallet that has no Stripe customer pay as this one, whose mark names it. False when it has one, or is closed. */
export async function linkCustomer(walletId: string, customerId: string): Promise<boolean> {
  const linked = await sql()`
    update wallets set stripe_customer_id = ${customerId}, updated_at = ${now()}
    where id = ${walletId} and stripe_customer_id is null and closed_at is null
      and not exists (select 1 from wallets other where other.stripe_customer_id = ${customerId})
    returning 1`;
  return linked.length > 0;
}
