import { afterAll, describe, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { newId } from "@/lib/platform/ids";
import { checkInvariants } from "./check-invariants";
import { findHold } from "./find-hold";
import { readBalance } from "./read-balance";
import { useStandingClock } from "./testing/clock";
import { capture, grantOf, holdOf, makeDebt, makeWallet, release, spend } from "./testing/people";

useTestDatabase();
afterAll(async () => expect(await checkInvariants()).toEqual([]));
const { inMinutes, moveTo } = useStandingClock();

const HOUR = 60;
const DAY_MS = 24 * HOUR * 60_000;

/** A hundred credits that expire in an hour, of which 80 are held for a day. */
async function walletWithHold() {
  const walletId = await makeWallet();
  const grantId = await grantOf(walletId, 100, inMinutes(HOUR));
  return { walletId, grantId, holdId: await holdOf(walletId, 80, DAY_MS) };
}

const nextChangeOf = async (walletId: string) => {
  const [wallet] = await sql()`select next_expiry_at as at from wallets where id = ${walletId}`;
  return wallet?.at;
};

describe("a release", () => {
  it("makes all credits of the hold usable again, and ends it", async () => {
    const { walletId, holdId } = await walletWithHold();
    moveTo(1);
    const answer = await release(walletId, holdId);
    expect(answer).toEqual({ ok: true, replayed: false, holdId, version: 3, released: 80 });
    expect(await readBalance(walletId)).toEqual({ available: 100, held: 0, owed: 0, version: 3 });
    const endedAt = inMinutes(1).toISOString();
    expect(await findHold(walletId, holdId)).toMatchObject({ state: "released", captured: 0, endedAt });
  });

  it("gives the credits their date back, on the wallet too", async () => {
    const walletId = await makeWallet();
    await grantOf(walletId, 100, inMinutes(HOUR));
    const holdId = await holdOf(walletId, 100, DAY_MS);
    expect(await nextChangeOf(walletId)).toEqual(inMinutes(24 * HOUR));
    await release(walletId, holdId);
    expect(await nextChangeOf(walletId)).toEqual(inMinutes(HOUR));
    moveTo(HOUR);
    expect(await readBalance(walletId)).toMatchObject({ available: 0, held: 0 });
  });

  it("after the grant's date lets the credits expire at once", async () => {
    const { walletId, holdId } = await walletWithHold();
    moveTo(2 * HOUR);
    expect(await release(walletId, holdId)).toMatchObject({ ok: true, released: 80 });
    expect(await readBalance(walletId)).toMatchObject({ available: 0, held: 0 });
    const [expired] = await sql()`
      select sum(amount) as amount from ledger_entries where wallet_id = ${walletId} and to_bucket = 'expired'`;
    expect(expired).toEqual({ amount: "100" });
  });

  it.each([
    ["a part of it", 30, { available: 50, owed: 0 }],
    ["all of it", 80, { available: 0, owed: 0 }],
    ["more than it", 100, { available: 0, owed: 20 }],
  ])("repays debt first, with %s", async (_, debt, balance) => {
    const { walletId, holdId, grantId } = await walletWithHold();
    await spend(walletId, "the rest", 20);
    await makeDebt(walletId, { grantId, credits: debt });
    expect(await release(walletId, holdId)).toMatchObject({ released: 80 });
    expect(await readBalance(walletId)).toMatchObject({ ...balance, held: 0 });
  });

  it("tells the others once, that somebody asked for it", async () => {
    const { walletId, holdId } = await walletWithHold();
    await release(walletId, holdId);
    await release(walletId, holdId);
    const facts = await sql()`
      select subject, data from outbox_events where wallet_id = ${walletId} and type = 'credits.released'`;
    const data = { credits: 80, repaid: 0, endedByTime: false, reference: null };
    expect([...facts]).toEqual([{ subject: holdId, data }]);
  });
});

describe("a release sent again", () => {
  it("gets its first answer and gives nothing more", async () => {
    const { walletId, holdId } = await walletWithHold();
    const first = await release(walletId, holdId);
    await spend(walletId, "b", 100);
    moveTo(48 * HOUR);
    expect(await release(walletId, holdId)).toEqual({ ...first, replayed: true });
    expect((await readBalance(walletId)).available).toBe(0);
  });

  it("twenty times at once is one release", async () => {
    const { walletId, holdId } = await walletWithHold();
    const answers = await Promise.all(Array.from({ length: 20 }, () => release(walletId, holdId)));
    expect(answers.filter((answer) => answer.ok && !answer.replayed)).toHaveLength(1);
    expect(await readBalance(walletId)).toMatchObject({ available: 100, held: 0, version: 3 });
  });

  it("of a hold whose time is over hears of the release by time, written or not", async () => {
    const { walletId, holdId } = await walletWithHold();
    moveTo(24 * HOUR);
    const answer = { ok: true, replayed: true, holdId, released: 80 };
    expect(await release(walletId, holdId)).toMatchObject(answer);
    expect(await release(walletId, holdId)).toMatchObject(answer);
    expect(await findHold(walletId, holdId)).toMatchObject({ state: "expired" });
  });
});

describe("a release is refused", () => {
  it("hold_already_captured, whatever part was captured", async () => {
    const { walletId, holdId } = await walletWithHold();
    await capture(walletId, holdId, 1);
    expect(await release(walletId, holdId)).toEqual({ ok: false, refusal: "hold_already_captured" });
    moveTo(48 * HOUR);
    expect(await release(walletId, holdId)).toEqual({ ok: false, refusal: "hold_already_captured" });
  });

  it("hold_not_found in another wallet", async () => {
    const { holdId } = await walletWithHold();
    const other = await makeWallet();
    expect(await release(other, holdId)).toEqual({ ok: false, refusal: "hold_not_found" });
  });

  it("wallet_not_found", async () => {
    expect(await release(newId(), newId())).toEqual({ ok: false, refusal: "wallet_not_found" });
  });
});
