import { sql } from "@/db/client";
import { now, nowMs } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { log } from "@/lib/platform/log";

/** Longer than one change with all its calls to Stripe can take; a holder that died stands in the way no longer. */
const CLAIM_MS = 90_000;

/** Does something with a wallet's plan at Stripe while nobody else does; null, with nothing done, when somebody is. */
export async function withPlanClaim<Answer>(
  walletId: string,
  work: () => Promise<Answer>,
): Promise<Answer | null> {
  const token = newId();
  if (!(await take(walletId, token))) return null;
  try {
    return await work();
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

/** A claim that is no longer ours is left alone; one that cannot be given back lapses. */
async function release(walletId: string, token: string): Promise<void> {
  try {
    await sql()`
      update plan_claims set claimed_until = ${now()} where wallet_id = ${walletId} and token = ${token}`;
  } catch (error) {
    log.warn({ walletId, err: error }, "claim of a plan was not released; it lapses by itself");
  }
}
