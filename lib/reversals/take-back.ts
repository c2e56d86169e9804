import type { Tx } from "@/db/client";
import { grantCredits } from "@/lib/ledger/grant-credits";
import { reverseGrant } from "@/lib/ledger/reverse-grant";
import { now } from "@/lib/platform/clock";
import type { PaidMoney } from "./find-paid-money";
import type { PaidGrant } from "./paid-grants";
import { planTaking } from "./plan-taking";

const DAY_MS = 86_400_000;
/** What comes back lasts at least this long, also when the date of what was taken has passed meanwhile. */
const GIVEN_AGAIN_FOR_MS = 30 * DAY_MS;

type Change = { credits: number; cause: string };

/**
 * Takes credits of a paid grant back, and writes the step. What expired unused is gone already and counts first, so
 * that nobody owes credits they never used. Answers how many were really taken.
 */
export async function takeBack(
  tx: Tx,
  paid: PaidMoney,
  grant: PaidGrant,
  { credits, cause }: Change,
): Promise<number> {
  const expired = grant.parts.reduce((sum, part) => sum + part.expired, 0);
  const spared = Math.min(credits, Math.max(expired - grant.spared, 0));
  for (const taking of planTaking(grant.parts, credits - spared)) {
    const reversed = await reverseGrant(tx, {
      walletId: paid.walletId,
      grantId: taking.grantId,
      key: `${cause}:${taking.grantId}:${grant.steps + 1}`,
      credits: taking.credits,
      reference: cause.slice(cause.indexOf(":") + 1),
    });
    if (!reversed.ok) throw new Error(`reversal_refused: ${reversed.refusal} for ${cause}`);
  }
  await insertStep(tx, paid, grant, { cause, taken: credits - spared, spared, givenGrantId: null });
  return credits - spared;
}

/**
 * Gives credits again that were taken back of a paid grant, as a new grant with its date, and writes the step. What
 * had been spared is given last, for it was never taken. Answers how many were given.
 */
export async function giveAgain(
  tx: Tx,
  paid: PaidMoney,
  grant: PaidGrant,
  { credits, cause }: Change,
): Promise<number> {
  const given = Math.min(credits, grant.taken);
  const givenGrantId = given > 0 ? await grantAgain(tx, paid, grant, { credits: given, cause }) : null;
  await insertStep(tx, paid, grant, { cause, taken: 0 - given, spared: given - credits, givenGrantId });
  return given;
}

async function grantAgain(tx: Tx, paid: PaidMoney, grant: PaidGrant, change: Change): Promise<string> {
  const soonest = new Date(now().getTime() + GIVEN_AGAIN_FOR_MS);
  const { expiresAt } = grant;
  const granted = await grantCredits(tx, {
    walletId: paid.walletId,
    source: "given_back",
    sourceKey: `${change.cause}:undone:${grant.id}:${grant.steps + 1}`,
    stripePaymentIntentId: null,
    credits: change.credits,
    expiresAt: expiresAt && expiresAt < soonest ? soonest : expiresAt,
    reference: change.cause.slice(change.cause.indexOf(":") + 1),
  });
  if (!granted.ok) throw new Error(`grant_refused: ${granted.refusal} for ${change.cause}`);
  return granted.grantId;
}

type Step = { cause: string; taken: number; spared: number; givenGrantId: string | null };

async function insertStep(tx: Tx, paid: PaidMoney, grant: PaidGrant, step: Step): Promise<void> {
  await tx`
    insert into payment_reversals (wallet_id, grant_id, step, stripe_payment_intent_id, cause, taken, spared,
                                   given_grant_id, created_at)
    values (${paid.walletId}, ${grant.id}, ${grant.steps + 1}, ${paid.paymentIntentId}, ${step.cause},
            ${step.taken}, ${step.spared}, ${step.givenGrantId}, ${now()})`;
}
