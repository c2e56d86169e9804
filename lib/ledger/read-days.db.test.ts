import { afterAll, afterEach, describe, expect, it } from "vitest";
import { useTestDatabase } from "@/db/testing";
import { inTransaction } from "@/db/transaction";
import { useClock } from "@/lib/platform/clock";
import { checkInvariants } from "./check-invariants";
import { expireCredits } from "./expire-credits";
import { findExpiring } from "./find-expiring";
import { readDays } from "./read-days";
import { capture, grantOf, hold, holdOf, makeWallet, spend } from "./testing/people";

useTestDatabase();
afterAll(async () => expect(await checkInvariants()).toEqual([]));

const START = Date.UTC(2030, 0, 1);
const DAY = 24 * 3_600_000;
let clock = START;
afterAll(useClock(() => clock));
afterEach(() => {
  clock = START;
});

const startsOf = (count: number) => Array.from({ length: count }, (_, day) => new Date(START + day * DAY));
const told = async (walletId: string, count: number) =>
  (await readDays(walletId, startsOf(count))).days.map(({ used, added, available }) => [
    used,
    added,
    available,
  ]);

describe("the days of a wallet", () => {
  it("say what was used and added on each, and what was left in the evening", async () => {
    const walletId = await makeWallet();
    await grantOf(walletId, 100, new Date(START + 2.5 * DAY));
    clock = START + 5;
    await spend(walletId, "a", 10);
    clock = START + DAY;
    await spend(walletId, "b", 5);
    await capture(walletId, await holdOf(walletId, 8), 6);
    clock = START + 3 * DAY - 1;
    await inTransaction((tx) => expireCredits(tx, walletId));
    await grantOf(walletId, 7);
    await hold(walletId, "open", 2);
    expect(await told(walletId, 4)).toEqual([
      [10, 100, 90],
      [11, 0, 79],
      [0, 7, 5],
      [0, 0, 5],
    ]);
  });

  it("begin with what was there before them", async () => {
    clock = START - 9 * DAY;
    const walletId = await makeWallet();
    await grantOf(walletId, 50);
    clock = START + DAY;
    await spend(walletId, "a", 20);
    expect(await told(walletId, 2)).toEqual([
      [0, 0, 50],
      [20, 0, 30],
    ]);
  });

  it("are all empty of a wallet in which nothing happened", async () => {
    expect(await told(await makeWallet(), 2)).toEqual([
      [0, 0, 0],
      [0, 0, 0],
    ]);
  });
});

describe("what expires soon", () => {
  it("is counted up to the last day of the time, and the soonest is named", async () => {
    const walletId = await makeWallet();
    for (const days of [3, 3, 30, 30.1]) await grantOf(walletId, 10, new Date(START + days * DAY));
    await grantOf(walletId, 10);
    expect(await findExpiring(walletId, 30 * DAY)).toEqual({
      credits: 30,
      first: { credits: 20, expiresAt: new Date(START + 3 * DAY).toISOString() },
    });
  });

  it("is neither what is held, nor what is gone, nor another wallet's", async () => {
    const walletId = await makeWallet();
    await grantOf(walletId, 10, new Date(START + DAY));
    await holdOf(walletId, 4);
    await spend(walletId, "a", 6);
    expect(await findExpiring(walletId, 30 * DAY)).toBeNull();
    const other = await makeWallet();
    await grantOf(other, 10, new Date(START + DAY));
    clock = START + DAY;
    expect(await findExpiring(other, 30 * DAY)).toBeNull();
  });
});
