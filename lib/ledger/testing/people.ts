import { sql } from "@/db/client";
import { inTransaction } from "@/db/transaction";
import { newId } from "@/lib/platform/ids";
import { type GrantRequest, grantCredits } from "../grant-credits";
import { lockWallet } from "../lock-wallet";
import { openWallet } from "../open-wallet";
import { postOperation } from "../post-operation";
import { spendCredits } from "../spend-credits";

/** A user row to hang a wallet on. */
export async function makeUser(): Promise<string> {
  const userId = newId();
  await sql()`insert into users (id, name, email) values (${userId}, 'Test', ${`${userId}@example.test`})`;
  return userId;
}

/** A new person's empty wallet. */
export async function makeWallet(): Promise<string> {
  return openWallet(await makeUser());
}

/** Grants in a transaction of its own; what is not named is an adjustment of 100 credits without end. */
export function grant(walletId: string, request: Partial<GrantRequest> & { sourceKey: string }) {
  return inTransaction((tx) =>
    grantCredits(tx, {
      walletId,
      source: "adjustment",
      stripePaymentIntentId: null,
      credits: 100,
      expiresAt: null,
      reference: null,
      ...request,
    }),
  );
}

/** Spends in a transaction of its own. */
export function spend(walletId: string, key: string, credits: number, reference: string | null = null) {
  return inTransaction((tx) => spendCredits(tx, { walletId, key, credits, reference }));
}

/**
 * Takes spent credits of a grant back, as a refund does, so that they are owed. The wallet must have nothing
 * available. Writes what the verb for refunds will write.
 */
export function makeDebt(
  walletId: string,
  { grantId, credits, at }: { grantId: string; credits: number; at: Date },
) {
  return inTransaction(async (tx) => {
    const wallet = await lockWallet(tx, walletId);
    if (!wallet) throw new Error("no such wallet");
    const key = `reverse:${newId()}`;
    return postOperation(tx, wallet, {
      key,
      kind: "reverse",
      amount: credits,
      reference: null,
      requestHash: key,
      at,
      moves: [{ grantId, from: "owed", to: "reversed", amount: credits }],
      newGrant: null,
      reversedGrantId: grantId,
      nextExpiryAt: wallet.nextExpiryAt,
      fact: { type: "credits.reversed", subject: grantId, data: {} },
    });
  });
}
