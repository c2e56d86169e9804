import { afterAll, describe, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { inTransaction } from "@/db/transaction";
import { createApiKey } from "@/lib/api-keys/create-api-key";
import { findApiKey } from "@/lib/api-keys/find-api-key";
import { findPerson } from "@/lib/auth/person";
import { requestPasswordReset } from "@/lib/auth/request-password-reset";
import { signIn } from "@/lib/auth/sign-in";
import { anotherDevice, countRows, newcomer, PASSWORD, visit } from "@/lib/auth/testing";
import { checkInvariants } from "@/lib/ledger/check-invariants";
import { findEntries } from "@/lib/ledger/find-entries";
import { grantCredits } from "@/lib/ledger/grant-credits";
import { readBalance } from "@/lib/ledger/read-balance";
import { deleteAccount } from "./delete-account";

useTestDatabase();

function give(walletId: string, credits: number, sourceKey: string) {
  return inTransaction((tx) =>
    grantCredits(tx, {
      walletId,
      source: "adjustment",
      sourceKey,
      stripePaymentIntentId: null,
      credits,
      expiresAt: null,
      reference: null,
    }),
  );
}

describe("deleting an account", () => {
  it("needs the password", async () => {
    const { person, caller } = await newcomer();
    expect(await deleteAccount(caller, person, { password: "wrong wrong wrong" })).toEqual({
      ok: false,
      refusal: "password_wrong",
    });
    expect(await deleteAccount(caller, person, {})).toMatchObject({ refusal: "input_invalid" });
    expect(await findPerson(caller.headers)).not.toBeNull();
  });

  it("removes the person everywhere and signs out every device", async () => {
    const { person, caller, email } = await newcomer();
    const other = await anotherDevice(email);
    const asking = visit();
    await requestPasswordReset(asking, { email });
    await asking.finish();
    const answer = await deleteAccount(caller, person, { password: PASSWORD });
    if (!answer.ok) throw new Error(answer.refusal);
    expect(answer.cookies.find(({ name }) => name.endsWith("session_token"))?.options.maxAge).toBe(0);
    expect(await findPerson(caller.headers)).toBeNull();
    expect(await findPerson(other.caller.headers)).toBeNull();
    expect(await signIn(visit(), { email, password: PASSWORD })).toMatchObject({
      refusal: "credentials_wrong",
    });
    for (const table of ["users", "sessions", "accounts", "verifications", "local_mails", "wallets"]) {
      const [row] = await sql()<
        { dump: string | null }[]
      >`select json_agg(t)::text as dump from ${sql()(table)} t`;
      expect(row?.dump ?? "", table).not.toContain(email);
      expect(row?.dump ?? "", table).not.toContain(person.userId);
    }
  });

  it("closes the wallet and keeps its ledger, and a payment that comes later still lands there", async () => {
    const { person, caller } = await newcomer();
    await give(person.walletId, 500, "before");
    expect((await deleteAccount(caller, person, { password: PASSWORD })).ok).toBe(true);
    const [wallet] = await sql()`select user_id, closed_at from wallets where id = ${person.walletId}`;
    expect(wallet?.user_id).toBeNull();
    expect(wallet?.closed_at).toBeInstanceOf(Date);
    expect(await give(person.walletId, 100, "after")).toMatchObject({ ok: true, replayed: false });
    expect((await readBalance(person.walletId)).available).toBe(600);
    expect((await findEntries(person.walletId, { limit: 10 })).entries).toHaveLength(2);
  });

  it("leaves the address free, and a new account has a new, empty wallet", async () => {
    const { person, caller, email } = await newcomer();
    await give(person.walletId, 500, "old");
    await deleteAccount(caller, person, { password: PASSWORD });
    const again = await newcomer({ email });
    expect(again.person.walletId).not.toBe(person.walletId);
    expect((await readBalance(again.person.walletId)).available).toBe(0);
  });

  it("revokes its API keys at once, and none can be made for its wallet any more", async () => {
    const { person, caller } = await newcomer();
    const request = { ...person, name: "Shop", scopes: ["wallet:read" as const], expiresAt: null };
    const made = await createApiKey(request);
    if (!made.ok) throw new Error(made.refusal);
    expect(await findApiKey(made.key)).toMatchObject({ walletId: person.walletId });
    expect((await deleteAccount(caller, person, { password: PASSWORD })).ok).toBe(true);
    expect(await findApiKey(made.key)).toBeNull();
    expect(await createApiKey(request)).toMatchObject({ refusal: "wallet_not_found" });
  });

  it("is whole or not at all, also when the same person signs in at that moment", async () => {
    const { person, caller, email } = await newcomer();
    const [deleted] = await Promise.allSettled([
      deleteAccount(caller, person, { password: PASSWORD }),
      ...Array.from({ length: 4 }, () => signIn(visit(), { email, password: PASSWORD })),
    ]);
    expect(deleted).toMatchObject({ status: "fulfilled", value: { ok: true } });
    const [left] = await sql()`select count(*)::int as n from sessions where user_id = ${person.userId}`;
    expect(left?.n).toBe(0);
  });
});

afterAll(async () => {
  expect(await countRows("wallets")).toBeGreaterThan(0);
  expect(await checkInvariants()).toEqual([]);
});
