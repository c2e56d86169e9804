import { sql } from "@/db/client";
import { isOpenChargeback } from "./open-chargeback";

/** A payment that a bank took back and has not decided about. */
export type OpenDispute = {
  paymentIntentId: string;
  /** The order that was paid; null for a plan's renewal, and for money without an order. */
  orderId: string | null;
  currency: string;
  amountMinor: number;
};

/** What of a wallet is disputed now, and how many of its held credits are kept back for that. */
export type OpenDisputes = { disputes: OpenDispute[]; keptCredits: number };

/** The chargebacks of a wallet's payments that are not decided, oldest first. An inquiry is none: it keeps nothing. */
export async function findOpenDisputes(walletId: string): Promise<OpenDisputes> {
  const disputes = await sql()<OpenDispute[]>`
    select disputes.stripe_payment_intent_id as "paymentIntentId", payments.order_id as "orderId",
           disputes.currency, disputes.amount_minor as "amountMinor"
    from disputes
    left join payments on payments.wallet_id = disputes.wallet_id
      and payments.stripe_payment_intent_id = disputes.stripe_payment_intent_id
    where disputes.wallet_id = ${walletId} and ${isOpenChargeback(sql())}
    order by disputes.happened_at, disputes.stripe_dispute_id`;
  if (disputes.length === 0) return { disputes: [], keptCredits: 0 };
  const [kept] = await sql()<{ credits: number }[]>`
    select coalesce(sum(amount), 0)::bigint as credits from credit_holds
    where wallet_id = ${walletId} and grant_id is not null and released_at is null`;
  return { disputes: [...disputes], keptCredits: kept?.credits ?? 0 };
}
