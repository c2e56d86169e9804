import { sql } from "@/db/client";
import { inTransaction } from "@/db/transaction";
import { newId } from "@/lib/platform/ids";
import { grantToLockedWallet } from "../grant-credits";
import { lockWallet } from "../lock-wallet";

export type Purchase = { walletId: string; orderId: string; paymentIntentId: string; grantId: string };

/** A pack bought and credited, row by row as settling does it: order paid, payment, grant, event. */
export async function makePurchase(walletId: string, credits = 500): Promise<Purchase> {
  const orderId = newId();
  const paymentIntentId = `pi_${newId()}`;
  const grantId = await inTransaction(async (tx) => {
    const wallet = await lockWallet(tx, walletId);
    if (!wallet) throw new Error("no such wallet");
    await tx`
      insert into orders (wallet_id, id, kind, item, currency, amount_minor, credits, validity_months, livemode,
                          status, stripe_payment_intent_id, paid_at)
      values (${walletId}, ${orderId}, 'pack', 'maker', 'usd', 2000, ${credits}, 12, false, 'paid',
              ${paymentIntentId}, now())`;
    await tx`
      insert into payments (wallet_id, stripe_payment_intent_id, order_id, origin, status, livemode, currency,
                            amount_minor, credits, paid_at)
      values (${walletId}, ${paymentIntentId}, ${orderId}, 'order', 'succeeded', false, 'usd', 2000, ${credits},
              now())`;
    const granted = await grantToLockedWallet(tx, wallet, {
      source: "pack",
      sourceKey: `pi:${paymentIntentId}`,
      stripePaymentIntentId: paymentIntentId,
      credits,
      expiresAt: null,
      reference: orderId,
    });
    if (!granted.ok) throw new Error(granted.refusal);
    return granted.grantId;
  });
  await sql()`
    insert into inbox_events (id, type, livemode, object_id, state, outcome, stripe_created_at)
    values (${`evt_${newId()}`}, 'payment_intent.succeeded', false, ${paymentIntentId}, 'processed', 'granted',
            now())`;
  return { walletId, orderId, paymentIntentId, grantId };
}
