import { afterAll, describe, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { inTransaction } from "@/db/transaction";
import { newId } from "@/lib/platform/ids";
import { checkInvariants } from "./check-invariants";
import { findHold } from "./find-hold";
import { keepBack } from "./keep-back";
import { letGo } from "./let-go";
import { readBalance } from "./read-balance";
import { grantOf, makeWallet, reverse, spend } from "./testing/people";

useTestDatabase();
afterAll(async () => expect(await checkInvariants()).toEqual([]));

/** A wallet with a grant of 100 credits, and another one of 50. */
async function newWallet() {
  const walletId = await makeWallet();
  const grantId = await grantOf(walletId, 100);
  await grantOf(walletId, 50);
  return { walletId, grantId };
}

const keep = (of: { walletId: string; grantId: string }, key: string, credits: number) =>
  inTransaction((tx) => keepBack(tx, { ...of, key, credits }));
const free = (of: { walletId: string; grantId: string }) => inTransaction((tx) => letGo(tx, of));

describe("what is kept back", () => {
  it("is of that one grant, and cannot be spent or taken back", async () => {
    const of = await newWallet();
    expect(await keep(of, "a", 100)).toMatchObject({ ok: true, replayed: false });
    expect(await readBalance(of.walletId)).toMatchObject({ available: 50, held: 100, owed: 0 });
    await spend(of.walletId, "a", 50);
    await reverse(of.walletId, of.grantId, "a", 100);
    expect(await readBalance(of.walletId)).toMatchObject({ available: 0, held: 100, owed: 100 });
  });

  it("is kept once for a key, and the key is not for anything else", async () => {
    const of = await newWallet();
    await keep(of, "a", 30);
    expect(await keep(of, "a", 30)).toMatchObject({ ok: true, replayed: true });
    expect(await keep(of, "a", 31)).toEqual({ ok: false, refusal: "idempotency_key_reused" });
    expect(await readBalance(of.walletId)).toMatchObject({ held: 30 });
  });

  it("is refused by name when it cannot be", async () => {
    const of = await newWallet();
    const unknown = newId();
    expect(await keep({ ...of, walletId: unknown }, "a", 1)).toEqual({
      ok: false,
      refusal: "wallet_not_found",
    });
    expect(await keep({ ...of, grantId: unknown }, "a", 1)).toEqual({
      ok: false,
      refusal: "grant_not_found",
    });
    expect(await keep(of, "a", 0)).toEqual({ ok: false, refusal: "amount_not_positive" });
    expect(await keep(of, "a", 101)).toEqual({ ok: false, refusal: "insufficient_credits" });
  });

  it("goes back to its grant whole, any number of times asked for, and repays debt first", async () => {
    const of = await newWallet();
    await keep(of, "a", 60);
    await keep(of, "b", 40);
    await reverse(of.walletId, of.grantId, "a", 70);
    expect(await readBalance(of.walletId)).toMatchObject({ available: 0, held: 100, owed: 20 });
    expect(await free(of)).toMatchObject({ released: 100 });
    expect(await free(of)).toMatchObject({ released: 0 });
    expect(await readBalance(of.walletId)).toMatchObject({ available: 80, held: 0, owed: 0 });
  });

  it("is no hold that who uses the wallet could find", async () => {
    const of = await newWallet();
    await keep(of, "a", 10);
    const [hold] = await sql()<
      { id: string }[]
    >`select id from credit_holds where wallet_id = ${of.walletId}`;
    expect(await findHold(of.walletId, hold?.id ?? "")).toBeNull();
  });
});
