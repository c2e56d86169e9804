import type { Tx } from "@/db/client";
import { expireCredits } from "@/lib/ledger/expire-credits";
import { keepOnReturn } from "@/lib/ledger/keep-on-return";
import { letGo } from "@/lib/ledger/let-go";
import type { PaidMoney } from "./find-paid-money";
import { keepDisputed } from "./keep-disputed";
import { type PaidGrant, readPaidGrants } from "./paid-grants";
import { shareOfCredits } from "./share-of-credits";
import { type MoneyBack, sumMoneyBack } from "./sum-money-back";
import { giveAgain, takeBack } from "./take-back";

/** What happened to credits: taken back, given again, kept back for a dispute in all, or let go. */
export type Followed = { taken: number; given: number; kept: number };

/** What is due of a grant: `back` is to be taken back, `keep` kept back besides, while its dispute is open. */
type Due = { back: number; keep: number };

/**
 * Lets the credits of a payment follow its money, as refunds and disputes stand in our rows now: takes back what must
 * be, gives again what must not, and keeps back what is disputed. It compares what should be with what is, so it can be
 * called any number of times, by whoever changed a row, in the transaction of that change and under the wallet's lock;
 * and the order in which refunds and disputes are heard of makes no difference to what is left.
 *
 * What is kept back is let go before anything is taken: it belongs to the very credits that are taken first.
 */
export async function followMoney(tx: Tx, paid: PaidMoney, cause: string): Promise<Followed> {
  const money = await sumMoneyBack(tx, paid);
  const followed = { taken: 0, given: 0, kept: 0 };
  const before = await readPaidGrants(tx, paid);
  if (before.length === 0) return followed;
  for (const grant of before) {
    await forgetReturns(tx, paid, grant);
    await letGoUnlessDue(tx, paid, grant, dueOf(grant, paid, money));
  }
  await expireCredits(tx, paid.walletId);
  for (const grant of await readPaidGrants(tx, paid)) {
    const change = dueOf(grant, paid, money).back - grant.taken - grant.spared;
    if (change > 0) followed.taken += await takeBack(tx, paid, grant, { credits: change, cause });
    if (change < 0) followed.given += await giveAgain(tx, paid, grant, { credits: -change, cause });
  }
  for (const grant of await readPaidGrants(tx, paid))
    followed.kept += await keepDisputed(tx, paid.walletId, grant, {
      credits: dueOf(grant, paid, money).keep,
      disputeId: money.openDisputeId,
    });
  return followed;
}

function dueOf({ worth }: PaidGrant, paid: PaidMoney, { backMinor, disputedMinor }: MoneyBack): Due {
  const back = shareOfCredits(worth, backMinor, paid.amountMinor);
  return { back, keep: shareOfCredits(worth, backMinor + disputedMinor, paid.amountMinor) - back };
}

/** What ended holds give back from here on is there to be taken; at the end it is said anew what is to be kept. */
async function forgetReturns(tx: Tx, { walletId }: PaidMoney, { parts }: PaidGrant): Promise<void> {
  for (const { id, keepOnReturn: credits } of parts)
    if (credits > 0) await keepOnReturn(tx, walletId, { grantId: id, key: "", credits: 0 });
}

async function letGoUnlessDue(tx: Tx, paid: PaidMoney, grant: PaidGrant, due: Due): Promise<void> {
  const kept = grant.parts.reduce((sum, part) => sum + part.kept, 0);
  if (kept === 0 || (kept <= due.keep && grant.taken + grant.spared === due.back)) return;
  for (const part of grant.parts) await letGo(tx, { walletId: paid.walletId, grantId: part.id });
}
