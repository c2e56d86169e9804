import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { inTransaction } from "@/db/transaction";
import { checkInvariants } from "./check-invariants";
import { expireDueWallets } from "./expire-due-wallets";
import { keepExpiring } from "./keep-expiring";
import { lockWallet } from "./lock-wallet";
import { useStandingClock } from "./testing/clock";
import { grantOf, holdOf, makeWallet, spend } from "./testing/people";

useTestDatabase();
afterAll(async () => expect(await checkInvariants()).toEqual([]));
const { inMinutes, moveTo } = useStandingClock();

const ALL = { limit: 1000 };
const HOUR = 60;

/** A wallet of which 30 credits are held for a quarter of an hour, and 10 others expire in so many minutes. */
async function walletDueIn(minutes: number): Promise<string> {
  const walletId = await makeWallet();
  await grantOf(walletId, 40);
  await holdOf(walletId, 30);
  await grantOf(walletId, 10, inMinutes(minutes));
  return walletId;
}

const versionOf = async (walletId: string) => {
  const [wallet] = await sql()`select version from wallets where id = ${walletId}`;
  return wallet?.version;
};

// Wallets of earlier tests have dates too: each test begins with none due.
beforeEach(async () => {
  moveTo(100 * HOUR);
  await expireDueWallets(ALL);
  moveTo(0);
});

describe("the job", () => {
  it("releases ended holds and expires what is past its date, in every wallet that is due", async () => {
    const due = [await walletDueIn(5), await walletDueIn(10)];
    const later = await walletDueIn(HOUR);
    moveTo(14);
    expect(await expireDueWallets(ALL)).toEqual({ wallets: 2, released: 0, expired: 20, failed: 0 });
    moveTo(15);
    expect(await expireDueWallets(ALL)).toEqual({ wallets: 3, released: 90, expired: 0, failed: 0 });
    expect(await Promise.all([...due, later].map(versionOf))).toEqual([5, 5, 4]);
    expect(await expireDueWallets(ALL)).toEqual({ wallets: 0, released: 0, expired: 0, failed: 0 });
  });

  it("takes no more wallets than it may, those that waited longest first", async () => {
    const [second, first] = [await walletDueIn(10), await walletDueIn(5)];
    moveTo(HOUR);
    expect(await expireDueWallets({ limit: 1 })).toMatchObject({ wallets: 1 });
    expect([await versionOf(first), await versionOf(second)]).toEqual([5, 3]);
  });

  it("run five times at once does each wallet once, and beside people who spend", async () => {
    const wallets = await Promise.all(Array.from({ length: 20 }, () => walletDueIn(5)));
    moveTo(HOUR);
    const [runs] = await Promise.all([
      Promise.all(Array.from({ length: 5 }, () => expireDueWallets(ALL))),
      Promise.all(wallets.map((walletId) => spend(walletId, "a", 40))),
    ]);
    expect(runs.every(({ failed }) => failed === 0)).toBe(true);
    await expireDueWallets(ALL);
    const released = await sql()`
      select count(*)::int as times from ledger_operations
      where kind = 'release' and wallet_id in ${sql()(wallets)} group by wallet_id`;
    expect(released.map(({ times }) => times)).toEqual(Array(20).fill(1));
  });

  it("passes by a wallet that somebody has locked, and does not wait for it", async () => {
    const [busy, idle] = [await walletDueIn(5), await walletDueIn(10)];
    moveTo(HOUR);
    await inTransaction(async (tx) => {
      await lockWallet(tx, busy);
      expect(await expireDueWallets(ALL)).toMatchObject({ wallets: 1 });
    });
    expect([await versionOf(busy), await versionOf(idle)]).toEqual([3, 5]);
    expect(await expireDueWallets(ALL)).toMatchObject({ wallets: 1 });
  });

  it("does the others when one wallet is broken, and says so", async () => {
    const [broken, sound] = [await walletDueIn(5), await walletDueIn(10)];
    moveTo(HOUR);
    await sql()`update wallets set version = version - 1 where id = ${broken}`;
    expect(await expireDueWallets(ALL)).toMatchObject({ wallets: 1, failed: 1 });
    expect(await versionOf(sound)).toBe(5);
    await sql()`update wallets set version = version + 1 where id = ${broken}`;
    expect(await expireDueWallets(ALL)).toMatchObject({ wallets: 1, failed: 0 });
  });

  it("is run by a long-running server itself", async () => {
    const walletId = await walletDueIn(5);
    moveTo(HOUR);
    const stop = keepExpiring({ everyMs: 20 });
    await vi.waitFor(async () => expect(await versionOf(walletId)).toBe(5), 10_000);
    stop();
  });
});
