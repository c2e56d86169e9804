import { sql } from "@/db/client";
import { now, nowMs } from "@/lib/platform/clock";
import { log } from "@/lib/platform/log";

/** Longer than the slowest single step with Stripe; a payer that died stands in the way for no longer. */
const CLAIM_MS = 60_000;

/** The claim of one payer. `tries` numbers the try, and is a part of its key at Stripe. */
export type Claim = { walletId: string; invoiceId: string; claimedUntil: Date; tries: number };

/**
 * Takes an invoice for one payer, and counts the try. Null for the second of two that come at once: so two tabs cannot
 * confirm two cards.
 */
export async function claimDueInvoice(walletId: string, invoiceId: string): Promise<Claim | null> {
  const [claimed] = await sql()<{ claimedUntil: Date; tries: number }[]>`
    update due_invoices
    set claimed_until = ${new Date(nowMs() + CLAIM_MS)}, tries = tries + 1, tried_at = ${now()}
    where wallet_id = ${walletId} and stripe_invoice_id = ${invoiceId}
      and status in ('open', 'uncollectible') and (claimed_until is null or claimed_until <= ${now()})
    returning claimed_until as "claimedUntil", tries`;
  return claimed ? { walletId, invoiceId, ...claimed } : null;
}

/**
 * Gives the claim its full time again, so that it cannot end while Stripe confirms. False when it was lost; it then keeps
 * its old time, for the new one may be that of who has taken the invoice in this very millisecond.
 */
export async function renewClaim(claim: Claim): Promise<boolean> {
  const until = new Date(nowMs() + CLAIM_MS);
  const { walletId, invoiceId, claimedUntil } = claim;
  const renewed = await sql()`
    update due_invoices set claimed_until = ${until}
    where wallet_id = ${walletId} and stripe_invoice_id = ${invoiceId} and claimed_until = ${claimedUntil}`;
  if (renewed.count === 0) return false;
  claim.claimedUntil = until;
  return true;
}

/** Gives the invoice back. A claim that is no longer ours is left alone; one that cannot be given back lapses. */
export async function releaseClaim({ walletId, invoiceId, claimedUntil }: Claim): Promise<void> {
  try {
    await sql()`
      update due_invoices set claimed_until = null
      where wallet_id = ${walletId} and stripe_invoice_id = ${invoiceId} and claimed_until = ${claimedUntil}`;
  } catch (error) {
    log.warn({ invoiceId, err: error }, "claim of an invoice was not released; it lapses by itself");
  }
}
