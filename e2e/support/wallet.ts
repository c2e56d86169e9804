import { sql } from "@/db/client";
import { inTransaction } from "@/db/transaction";
import { type GrantRequest, grantCredits } from "@/lib/ledger/grant-credits";
import { readBalance } from "@/lib/ledger/read-balance";
import { newId } from "@/lib/platform/ids";

const DAY_MS = 24 * 60 * 60 * 1000;

export async function walletOf(email: string): Promise<string> {
  const [wallet] = await sql()<{ id: string }[]>`
    select wallets.id from wallets join users on users.id = wallets.user_id where users.email = ${email}`;
  if (!wallet) throw new Error(`nobody has the address ${email}`);
  return wallet.id;
}

export async function balanceOf(email: string) {
  return readBalance(await walletOf(email));
}

/** Puts credits into somebody's wallet from beside the app, as an operator's adjustment does. */
export async function giveCredits(email: string, credits: number, daysValid = 365): Promise<void> {
  const walletId = await walletOf(email);
  const request: GrantRequest = {
    source: "adjustment",
    sourceKey: `adjustment:${newId()}`,
    stripePaymentIntentId: null,
    credits,
    expiresAt: new Date(Date.now() + daysValid * DAY_MS),
    reference: "a gift for a test",
  };
  const granted = await inTransaction((tx) => grantCredits(tx, { ...request, walletId }));
  if (!granted.ok) throw new Error(granted.refusal);
}
