import { verifyPassword } from "better-auth/crypto";
import { expect, test } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { findApiKey } from "@/lib/api-keys/find-api-key";
import { checkInvariants } from "@/lib/ledger/check-invariants";
import { readBalance } from "@/lib/ledger/read-balance";
import { type SeededWallet, seedWallets } from "./seed-wallets";

useTestDatabase();

test("each seeded person has the credits, can sign in and has a key of every scope, and the ledger holds", async () => {
  const made: SeededWallet[] = [];
  await seedWallets({ wallets: 3, credits: 500 }, (seeded) => made.push(seeded));
  expect(new Set(made.map((one) => one.walletId)).size).toBe(3);
  for (const { walletId, userId, password, apiKey } of made) {
    expect((await readBalance(walletId)).available).toBe(500);
    const [account] = await sql()`select password from accounts where user_id = ${userId}`;
    expect(await verifyPassword({ hash: account?.password, password })).toBe(true);
    const scopes = ["wallet:read", "credits:spend"];
    expect(await findApiKey(apiKey)).toMatchObject({ walletId, scopes });
  }
  expect(await checkInvariants()).toEqual([]);
});

test("a seeding without credits makes empty wallets", async () => {
  const made: SeededWallet[] = [];
  await seedWallets({ wallets: 1, credits: 0 }, (seeded) => made.push(seeded));
  expect((await readBalance(made[0]?.walletId ?? "")).version).toBe(0);
});
