import { afterAll, describe, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { inTransaction } from "@/db/transaction";
import { checkInvariants } from "./check-invariants";
import { expireCredits } from "./expire-credits";
import { findEntries } from "./find-entries";
import { findHold } from "./find-hold";
import { listGrants } from "./list-grants";
import { readBalance } from "./read-balance";
import { useStandingClock } from "./testing/clock";
import { grant, grantOf, hold, holdOf, makeDebt, makeWallet, spend } from "./testing/people";

useTestDatabase();
afterAll(async () => expect(await checkInvariants()).toEqual([]));
const { inMinutes, moveTo } = useStandingClock();

const HOUR = 60;
const hours = (count: number) => count * HOUR * 60_000;
const bringUpToDate = (walletId: string) => inTransaction((tx) => expireCredits(tx, walletId));

async function stateOf(walletId: string) {
  const { available, held, owed } = await readBalance(walletId);
  const grants = (await listGrants(walletId, { limit: 50 })).map((each) => [
    each.id,
    each.available,
    each.held,
  ]);
  return { available, held, owed, grants };
}

describe("a hold whose time is over", () => {
  it("reserves nothing from that very moment, before anything is written", async () => {
    const walletId = await makeWallet();
    const grantId = await grantOf(walletId, 100);
    const holdId = await holdOf(walletId, 60);
    moveTo(15 - 1 / 60_000);
    expect(await readBalance(walletId)).toMatchObject({ available: 40, held: 60 });
    moveTo(15);
    expect(await readBalance(walletId)).toEqual({ available: 100, held: 0, owed: 0, version: 2 });
    expect(await listGrants(walletId, { limit: 9 })).toMatchObject([
      { id: grantId, available: 100, held: 0 },
    ]);
    expect(await findHold(walletId, holdId)).toMatchObject({
      state: "expired",
      endedAt: inMinutes(15).toISOString(),
    });
  });

  it("pays the next spend with what it gives back, and is written by it", async () => {
    const walletId = await makeWallet();
    await grantOf(walletId, 100);
    await holdOf(walletId, 60);
    moveTo(15);
    expect(await spend(walletId, "a", 100)).toMatchObject({ ok: true, version: 4 });
    const kinds = (await findEntries(walletId, { limit: 9 })).entries.map((entry) => entry.kind);
    expect(kinds).toEqual(["spend", "release", "hold", "grant"]);
  });

  it("pays the next hold, and repays a debt before the next grant does", async () => {
    const walletId = await makeWallet();
    const grantId = await grantOf(walletId, 100);
    await holdOf(walletId, 100);
    await makeDebt(walletId, { grantId, credits: 30 });
    moveTo(15);
    expect(await hold(walletId, "a", 71)).toEqual({ ok: false, refusal: "insufficient_credits" });
    expect(await grant(walletId, { sourceKey: "next", credits: 1 })).toMatchObject({ repaid: 0 });
    expect(await hold(walletId, "a", 71)).toMatchObject({ ok: true });
  });

  it("tells the others once that its time was over", async () => {
    const walletId = await makeWallet();
    await grantOf(walletId, 100);
    const holdId = await holdOf(walletId, 60);
    moveTo(15);
    await Promise.all(Array.from({ length: 20 }, () => bringUpToDate(walletId)));
    const facts = await sql()`
      select subject, data from outbox_events where wallet_id = ${walletId} and type = 'credits.released'`;
    const data = { credits: 60, repaid: 0, endedByTime: true, reference: null };
    expect([...facts]).toEqual([{ subject: holdId, data }]);
  });
});

describe("hundreds of holds whose time is over", () => {
  it("each give back what they took, are told once, and pay the next spend", async () => {
    const walletId = await makeWallet();
    const grantId = await grantOf(walletId, 300, inMinutes(2 * HOUR));
    await grantOf(walletId, 200);
    await Promise.all(Array.from({ length: 250 }, () => holdOf(walletId, 2)));
    await makeDebt(walletId, { grantId, credits: 33 });
    moveTo(15);
    const shown = await stateOf(walletId);
    expect(shown).toMatchObject({ available: 467, held: 0, owed: 0 });
    expect(await spend(walletId, "a", 467)).toMatchObject({ ok: true });
    const [told] = await sql()`
      select count(*)::int as facts, count(distinct wallet_version)::int as versions,
             sum((data->>'repaid')::int)::int as repaid
      from outbox_events where wallet_id = ${walletId} and type = 'credits.released'`;
    expect(told).toEqual({ facts: 250, versions: 250, repaid: 33 });
    expect(await stateOf(walletId)).toMatchObject({ available: 0, held: 0, owed: 0 });
  });
});

describe("a hold and the date of its grant", () => {
  it("that ended before it gives back, and the credits expire at the date", async () => {
    const walletId = await makeWallet();
    await grantOf(walletId, 100, inMinutes(2 * HOUR));
    await holdOf(walletId, 60, hours(1));
    moveTo(HOUR);
    expect(await readBalance(walletId)).toMatchObject({ available: 100, held: 0 });
    moveTo(2 * HOUR);
    expect(await readBalance(walletId)).toMatchObject({ available: 0, held: 0 });
    expect(await bringUpToDate(walletId)).toEqual({ ok: true, released: 60, expired: 100, version: 4 });
  });

  it("that ended after it gives back credits that expire at once", async () => {
    const walletId = await makeWallet();
    await grantOf(walletId, 100, inMinutes(HOUR));
    await holdOf(walletId, 60, hours(2));
    moveTo(HOUR);
    expect(await bringUpToDate(walletId)).toEqual({ ok: true, released: 0, expired: 40, version: 3 });
    expect(await readBalance(walletId)).toMatchObject({ available: 0, held: 60 });
    moveTo(2 * HOUR);
    expect(await bringUpToDate(walletId)).toEqual({ ok: true, released: 60, expired: 60, version: 5 });
    expect(await readBalance(walletId)).toEqual({ available: 0, held: 0, owed: 0, version: 5 });
  });
});

describe("bringing a wallet up to date", () => {
  /** Grants of several dates, holds over them with several ends, and a debt that the first holds repay. */
  async function intricateWallet() {
    const walletId = await makeWallet();
    for (const at of [1, 2, 3, 4]) await grantOf(walletId, 20, inMinutes(at * HOUR));
    const forever = await grantOf(walletId, 20);
    for (const length of [3, 1, 4, 2]) await holdOf(walletId, 25, hours(length));
    await makeDebt(walletId, { grantId: forever, credits: 20 });
    return walletId;
  }

  it.each([0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 9])(
    "after %d hours writes exactly what readers were shown before",
    async (after) => {
      const walletId = await intricateWallet();
      moveTo(after * HOUR);
      const shown = await stateOf(walletId);
      await bringUpToDate(walletId);
      const [row] = await sql()`select available, held, owed from wallets where id = ${walletId}`;
      expect(row).toEqual({ available: shown.available, held: shown.held, owed: shown.owed });
      expect(await stateOf(walletId)).toEqual(shown);
    },
  );

  it("often or once leaves the same credits", async () => {
    const [often, once] = [await intricateWallet(), await intricateWallet()];
    for (const hour of [1, 2, 3, 4, 5]) {
      moveTo(hour * HOUR);
      await bringUpToDate(often);
    }
    await bringUpToDate(once);
    expect(await readBalance(often)).toMatchObject({ available: 20, held: 0, owed: 0 });
    const amounts = async (walletId: string) =>
      (await listGrants(walletId, { limit: 9 })).map((each) => [each.amount, each.available]).sort();
    expect(await amounts(often)).toEqual(await amounts(once));
    const { available, held, owed } = await readBalance(once);
    expect(await readBalance(often)).toMatchObject({ available, held, owed });
  });

  it("leaves the date of what is due next", async () => {
    const walletId = await intricateWallet();
    const dates = [];
    for (const hour of [0, 1, 2, 3, 4]) {
      moveTo(hour * HOUR);
      await bringUpToDate(walletId);
      const [wallet] = await sql()`select next_expiry_at as at from wallets where id = ${walletId}`;
      dates.push(wallet?.at);
    }
    expect(dates).toEqual([
      inMinutes(HOUR),
      inMinutes(2 * HOUR),
      inMinutes(3 * HOUR),
      inMinutes(4 * HOUR),
      null,
    ]);
  });
});
