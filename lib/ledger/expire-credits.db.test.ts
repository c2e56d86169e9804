import { afterAll, afterEach, describe, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { inTransaction } from "@/db/transaction";
import { useClock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { checkInvariants } from "./check-invariants";
import { expireCredits } from "./expire-credits";
import { findEntries } from "./find-entries";
import { listGrants } from "./list-grants";
import { readBalance } from "./read-balance";
import { grant, makeWallet, spend } from "./testing/people";

useTestDatabase();
afterAll(async () => expect(await checkInvariants()).toEqual([]));

const START = Date.UTC(2030, 0, 1);
const HOUR = 3_600_000;
let clock = START;
const restoreClock = useClock(() => clock);
afterAll(restoreClock);
afterEach(() => {
  clock = START;
});

const inHours = (hours: number) => new Date(START + hours * HOUR);
const expire = (walletId: string) => inTransaction((tx) => expireCredits(tx, walletId));

async function walletWithThreeDates(): Promise<string> {
  const walletId = await makeWallet();
  await grant(walletId, { sourceKey: "one hour", credits: 10, expiresAt: inHours(1) });
  await grant(walletId, { sourceKey: "two hours", credits: 20, expiresAt: inHours(2) });
  await grant(walletId, { sourceKey: "forever", credits: 40 });
  return walletId;
}

describe("a grant past its date", () => {
  it("is gone from the balance at that very moment, before anything is written", async () => {
    const walletId = await walletWithThreeDates();
    clock = START + HOUR - 1;
    expect((await readBalance(walletId)).available).toBe(70);
    clock = START + HOUR;
    expect(await readBalance(walletId)).toMatchObject({ available: 60, version: 3 });
    expect((await listGrants(walletId, { limit: 9 })).map((each) => each.available)).toEqual([20, 40, 0]);
  });

  it("cannot be spent, however late the job is", async () => {
    const walletId = await walletWithThreeDates();
    clock = START + 2 * HOUR;
    expect(await spend(walletId, "too much", 41)).toEqual({ ok: false, refusal: "insufficient_credits" });
    expect(await spend(walletId, "the rest", 40)).toMatchObject({ ok: true });
    expect((await findEntries(walletId, { limit: 9 })).entries.map((entry) => entry.to)).toEqual([
      "spent",
      "expired",
      "expired",
      "available",
      "available",
      "available",
    ]);
  });

  it("is expired by the next grant too", async () => {
    const walletId = await walletWithThreeDates();
    clock = START + HOUR;
    expect(await grant(walletId, { sourceKey: "next" })).toMatchObject({ version: 5 });
    expect((await readBalance(walletId)).available).toBe(160);
  });
});

describe("the job", () => {
  it("takes what is due, once, and says how much", async () => {
    const walletId = await walletWithThreeDates();
    expect(await expire(walletId)).toMatchObject({ ok: true, expired: 0, version: 3 });
    clock = START + HOUR;
    expect(await expire(walletId)).toMatchObject({ ok: true, expired: 10, version: 4 });
    expect(await expire(walletId)).toMatchObject({ ok: true, expired: 0, version: 4 });
    clock = START + 5 * HOUR;
    expect(await expire(walletId)).toMatchObject({ ok: true, expired: 20, version: 5 });
    const [wallet] = await sql()`select next_expiry_at from wallets where id = ${walletId}`;
    expect(wallet).toEqual({ next_expiry_at: null });
  });

  it("run many times at once takes it once", async () => {
    const walletId = await walletWithThreeDates();
    clock = START + HOUR;
    const answers = await Promise.all(Array.from({ length: 20 }, () => expire(walletId)));
    expect(answers.reduce((sum, answer) => sum + (answer.ok ? answer.expired : 0), 0)).toBe(10);
  });

  it("only moves the date of a wallet whose dated credits were all spent", async () => {
    const walletId = await makeWallet();
    await grant(walletId, { sourceKey: "a", credits: 10, expiresAt: inHours(1) });
    await spend(walletId, "all", 10);
    await sql()`update wallets set next_expiry_at = ${inHours(1)} where id = ${walletId}`;
    clock = START + HOUR;
    expect(await expire(walletId)).toMatchObject({ ok: true, expired: 0, version: 2 });
    const [wallet] = await sql()`select next_expiry_at from wallets where id = ${walletId}`;
    expect(wallet).toEqual({ next_expiry_at: null });
  });

  it("finds no wallet where there is none", async () => {
    expect(await expire(newId())).toEqual({ ok: false, refusal: "wallet_not_found" });
  });
});
