import { sql } from "@/db/client";
import { now, nowMs } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { log } from "@/lib/platform/log";

/** Longer than the slowest single step with Stripe; a holder that died stands in the way for no longer. */
const CLAIM_MS = 90_000;

/** Gives a claim its full time again before a write; false when it was lost, and then somebody else is at work. */
export type RenewClaim = () => Promise<boolean>;

/**
 * Does something with a wallet's plan at Stripe while nobody else does; null, with nothing done, when somebody is.
 * What reads for long before it writes renews the claim first, so that it cannot end between the two.
 */
export async function withPlanClaim<Answer>(
  walletId: string,
  work: (renew: RenewClaim) => Promise<Answer>,
): Promise<Answer | null> {
  const token = newId();
  if (!(await take(walletId, token))) return null;
  try {
    return await work(() => renew(walletId, token));
  } finally {
    await release(walletId, token);
  }
}

async function take(walletId: string, token: string): Promise<boolean> {
  const until = new Date(nowMs() + CLAIM_MS);
  const [held] = await sql()`
    insert into plan_claims (wallet_id, token, claimed_until) values (${walletId}, ${token}, ${until})
    on conflict (wallet_id) do update set token = ${token}, claimed_until = ${until}
      where plan_claims.claimed_until <= ${now()}
    returning token`;
  return held !== undefined;
}

async function renew(walletId: string, token: string): Promise<boolean> {
  const [held] = await sql()`
    update plan_claims set claimed_until = ${new Date(nowMs() + CLAIM_MS)}
    where wallet_id = ${walletId} and token = ${token} and claimed_until > ${now()} returning token`;
  return held !== undefined;
}

/** A claim that is no longer ours is left alone; one that cannot be given back lapses. */
async function release(walletId: string, token: string): Promise<void> {
  try {
    await sql()`
      update plan_claims set claimed_until = ${now()} where wallet_id = ${walletId} and token = ${token}`;
  } catch (error) {
    log.warn({ walletId, err: error }, "claim of a plan was not released; it lapses by itself");
  }
}
