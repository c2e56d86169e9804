import { inTransaction } from "@/db/transaction";
import { grantCredits } from "../grant-credits";
import { keepBack } from "../keep-back";
import { reverseGrant } from "../reverse-grant";
import type { Purchase } from "./purchases";

/**
 * Rows as `lib/reversals` leaves them, of a purchase of 500 credits for 20.00: a quarter refunded, another quarter
 * refunded and given again because that failed, and half of it disputed.
 */
export async function refundAndDispute({ walletId, paymentIntentId, grantId }: Purchase): Promise<void> {
  const reference = null;
  const reverse = { walletId, grantId, credits: 125, reference };
  await inTransaction(async (tx) => {
    await tx`
      insert into refunds (wallet_id, stripe_refund_id, stripe_payment_intent_id, livemode, currency, amount_minor,
                           status, read_ticket, happened_at, created_at, updated_at)
      select ${walletId}, id, ${paymentIntentId}, false, 'usd', 500, status, 1, now(), now(), now()
      from (values ('re_1', 'succeeded'), ('re_2', 'failed')) as refunds (id, status)`;
    await tx`
      insert into disputes (wallet_id, stripe_dispute_id, stripe_payment_intent_id, livemode, currency, amount_minor,
                            status, reason, is_refundable, read_ticket, happened_at, created_at, updated_at)
      values (${walletId}, 'du_1', ${paymentIntentId}, false, 'usd', 1000, 'needs_response', 'fraudulent', false, 1,
              now(), now(), now())`;
    await reverseGrant(tx, { ...reverse, key: `refund:re_1:${grantId}:1` });
    await reverseGrant(tx, { ...reverse, key: `refund:re_2:${grantId}:2` });
    const given = await grantCredits(tx, {
      walletId,
      source: "given_back",
      sourceKey: `refund:re_2:undone:${grantId}:3`,
      stripePaymentIntentId: null,
      credits: 125,
      expiresAt: null,
      reference,
    });
    if (!given.ok) throw new Error(given.refusal);
    await keepBack(tx, { walletId, grantId, key: `dispute:du_1:${grantId}:1`, credits: 250 });
    await tx`
      insert into payment_reversals (wallet_id, grant_id, step, stripe_payment_intent_id, cause, taken, spared,
                                     given_grant_id, created_at)
      select ${walletId}, ${grantId}, step, ${paymentIntentId}, cause, taken, 0,
             case when taken < 0 then ${given.grantId}::uuid end, now()
      from (values (1, 'refund:re_1', 125), (2, 'refund:re_2', 125), (3, 'refund:re_2', -125))
        as steps (step, cause, taken)`;
  });
}
