import { randomBytes } from "node:crypto";
import { hashPassword } from "better-auth/crypto";
import { db } from "@/db/client";
import { accounts, users } from "@/db/schema/auth";
import { inTransaction } from "@/db/transaction";
import { createApiKey } from "@/lib/api-keys/create-api-key";
import { API_KEY_SCOPES } from "@/lib/api-keys/scopes";
import { grantCredits } from "@/lib/ledger/grant-credits";
import { openWallet } from "@/lib/ledger/open-wallet";
import { newId } from "@/lib/platform/ids";

export type SeededWallet = {
  userId: string;
  email: string;
  password: string;
  walletId: string;
  apiKey: string;
  stripeCustomerId: null;
};

/**
 * Makes people with wallets, credits and an API key of every scope, and hands over each as it is ready. The accounts library is passed by:
 * it would hash one password for each person, and hashing is slow on purpose. All of one seeding share a
 * password that is random, so that a seed left in a public database opens nothing. The credits come through
 * the ledger like any other.
 */
export async function seedWallets(
  { wallets, credits }: { wallets: number; credits: number },
  onReady: (seeded: SeededWallet) => void,
): Promise<void> {
  const password = randomBytes(12).toString("base64url");
  const hash = await hashPassword(password);
  for (let count = 0; count < wallets; count++) {
    const { userId, email } = await makePerson(hash);
    const walletId = await openWallet(userId);
    if (credits > 0) await giveCredits(walletId, credits);
    const apiKey = await makeApiKey(walletId);
    onReady({ userId, email, password, walletId, apiKey, stripeCustomerId: null });
  }
}

async function makePerson(passwordHash: string): Promise<{ userId: string; email: string }> {
  const userId = newId();
  const email = `seed-${userId}@example.com`;
  await db().transaction(async (tx) => {
    await tx.insert(users).values({ id: userId, name: "Seeded person", email, emailVerified: true });
    const account = {
      id: newId(),
      userId,
      accountId: userId,
      providerId: "credential",
      password: passwordHash,
    };
    await tx.insert(accounts).values(account);
  });
  return { userId, email };
}

async function giveCredits(walletId: string, credits: number): Promise<void> {
  const granted = await inTransaction((tx) =>
    grantCredits(tx, {
      walletId,
      source: "adjustment",
      sourceKey: `adjustment:${newId()}`,
      stripePaymentIntentId: null,
      credits,
      expiresAt: null,
      reference: "seed",
    }),
  );
  if (!granted.ok) throw new Error(`seeding was refused: ${granted.refusal}`);
}

async function makeApiKey(walletId: string): Promise<string> {
  const request = { walletId, name: "Seed", scopes: API_KEY_SCOPES, expiresAt: null };
  const made = await createApiKey(request);
  if (!made.ok) throw new Error(`seeding was refused: ${made.refusal}`);
  return made.key;
}
