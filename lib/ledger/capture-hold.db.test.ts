import { afterAll, describe, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { inTransaction } from "@/db/transaction";
import { newId } from "@/lib/platform/ids";
import { captureHold } from "./capture-hold";
import { checkInvariants } from "./check-invariants";
import { expireCredits } from "./expire-credits";
import { findHold } from "./find-hold";
import { findOperation } from "./find-operation";
import { listGrants } from "./list-grants";
import { readBalance } from "./read-balance";
import { useStandingClock } from "./testing/clock";
import { capture, grantOf, hold, holdOf, makeDebt, makeWallet, release, spend } from "./testing/people";

useTestDatabase();
afterAll(async () => expect(await checkInvariants()).toEqual([]));
const { inMinutes, moveTo } = useStandingClock();

const HOUR = 60;

/** Fifty credits that expire in an hour and fifty that never do, of which 80 are held. */
async function walletWithHold() {
  const walletId = await makeWallet();
  const forever = await grantOf(walletId, 50);
  const soon = await grantOf(walletId, 50, inMinutes(HOUR));
  const holdId = await holdOf(walletId, 80, 24 * HOUR * 60_000);
  return { walletId, holdId, soon, forever };
}

const leftIn = async (walletId: string, grantId: string) =>
  (await listGrants(walletId, { limit: 9 })).find((each) => each.id === grantId)?.available;

describe("a capture of all", () => {
  it("spends what the hold put aside, and ends it", async () => {
    const { walletId, holdId, soon, forever } = await walletWithHold();
    moveTo(1);
    expect(await capture(walletId, holdId)).toEqual({
      ok: true,
      replayed: false,
      holdId,
      version: 6,
      captured: 80,
      released: 0,
      draws: [
        { grantId: soon, amount: 50 },
        { grantId: forever, amount: 30 },
      ],
    });
    expect(await readBalance(walletId)).toEqual({ available: 20, held: 0, owed: 0, version: 6 });
    expect(await findHold(walletId, holdId)).toMatchObject({
      state: "captured",
      captured: 80,
      endedAt: inMinutes(1).toISOString(),
    });
  });

  it("never fails because a grant's date has passed meanwhile", async () => {
    const { walletId, holdId } = await walletWithHold();
    moveTo(2 * HOUR);
    expect(await capture(walletId, holdId)).toMatchObject({ ok: true, captured: 80 });
    expect(await readBalance(walletId)).toMatchObject({ available: 20, held: 0 });
  });

  it("tells the others once", async () => {
    const { walletId, holdId } = await walletWithHold();
    await capture(walletId, holdId, 60);
    const facts = await sql()`
      select subject, data from outbox_events where wallet_id = ${walletId} and type = 'credits.captured'`;
    const data = { credits: 60, released: 20, repaid: 0, reference: null };
    expect([...facts]).toEqual([{ subject: holdId, data }]);
  });

  it("leaves the wallet with the date of what is left, not that of the hold", async () => {
    const { walletId, holdId } = await walletWithHold();
    await capture(walletId, holdId, 40);
    const date = sql()`select next_expiry_at from wallets where id = ${walletId}`;
    expect([...(await date)]).toEqual([{ next_expiry_at: inMinutes(HOUR) }]);
  });
});

describe("a capture of a part", () => {
  it("takes what was drawn first and gives the rest back where it came from", async () => {
    const { walletId, holdId, soon, forever } = await walletWithHold();
    expect(await capture(walletId, holdId, 60)).toMatchObject({
      captured: 60,
      released: 20,
      draws: [
        { grantId: soon, amount: 50 },
        { grantId: forever, amount: 10 },
      ],
    });
    expect(await leftIn(walletId, forever)).toBe(40);
    expect(await readBalance(walletId)).toMatchObject({ available: 40, held: 0 });
  });

  it("gives back to a dated grant, which expires at its date", async () => {
    const { walletId, holdId, soon } = await walletWithHold();
    await capture(walletId, holdId, 40);
    expect(await leftIn(walletId, soon)).toBe(10);
    moveTo(HOUR);
    expect(await readBalance(walletId)).toMatchObject({ available: 50 });
  });

  it("after a grant's date lets the rest of that grant expire at once", async () => {
    const { walletId, holdId } = await walletWithHold();
    moveTo(2 * HOUR);
    expect(await capture(walletId, holdId, 40)).toMatchObject({ captured: 40, released: 40 });
    expect(await readBalance(walletId)).toMatchObject({ available: 50, held: 0 });
    const [entry] = await sql()`
      select amount from ledger_entries where wallet_id = ${walletId} and to_bucket = 'expired'`;
    expect(entry).toEqual({ amount: 10 });
  });

  it("repays debt with the rest before anybody can spend it", async () => {
    const { walletId, holdId, forever } = await walletWithHold();
    await spend(walletId, "the rest", 20);
    await makeDebt(walletId, { grantId: forever, credits: 15 });
    expect(await capture(walletId, holdId, 60)).toMatchObject({ released: 20 });
    expect(await readBalance(walletId)).toMatchObject({ available: 5, held: 0, owed: 0 });
  });

  it("repays debt also with what is past its date, and lets only the others expire", async () => {
    const { walletId, holdId, soon } = await walletWithHold();
    await spend(walletId, "the rest", 20);
    await makeDebt(walletId, { grantId: soon, credits: 15 });
    moveTo(2 * HOUR);
    await capture(walletId, holdId, 10);
    expect(await readBalance(walletId)).toMatchObject({ available: 30, held: 0, owed: 0 });
  });
});

describe("a capture sent again", () => {
  it.each([null, 80, 60])("of %s credits gets its first answer and takes nothing more", async (credits) => {
    const { walletId, holdId } = await walletWithHold();
    const first = await capture(walletId, holdId, credits);
    await spend(walletId, "b", 20);
    moveTo(48 * HOUR);
    expect(await capture(walletId, holdId, credits)).toEqual({ ...first, replayed: true });
  });

  it("of all by its number is the same capture", async () => {
    const { walletId, holdId } = await walletWithHold();
    const first = await capture(walletId, holdId, null);
    expect(await capture(walletId, holdId, 80)).toEqual({ ...first, replayed: true });
  });

  it("twenty times at once is one capture", async () => {
    const { walletId, holdId } = await walletWithHold();
    const answers = await Promise.all(Array.from({ length: 20 }, () => capture(walletId, holdId, 60)));
    expect(answers.filter((answer) => answer.ok && !answer.replayed)).toHaveLength(1);
    expect(await readBalance(walletId)).toMatchObject({ available: 40, held: 0 });
  });

  it("twenty times at once, ten of them releases, ends the hold one way", async () => {
    const { walletId, holdId } = await walletWithHold();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        index % 2 === 0 ? capture(walletId, holdId) : release(walletId, holdId),
      ),
    );
    expect(answers.filter((answer) => answer.ok && !answer.replayed)).toHaveLength(1);
    expect(answers.filter((answer) => answer.ok)).toHaveLength(10);
  });

  it("is an operation that can be found", async () => {
    const { walletId, holdId } = await walletWithHold();
    await capture(walletId, holdId, 60);
    expect(await findOperation(walletId, `capture:${holdId}`)).toMatchObject({
      kind: "capture",
      amount: 60,
      version: 7,
      entries: [{ to: "spent" }, { to: "spent" }, { from: "held", to: "available", amount: 20 }],
    });
    expect(await findOperation(await makeWallet(), `capture:${holdId}`)).toBeNull();
  });
});

describe("a capture is refused", () => {
  it.each([
    ["amount_not_positive", 0],
    ["amount_not_positive", -1],
    ["amount_too_large", 1_000_000_000_001],
    ["amount_over_hold", 81],
  ])("%s: %d credits, and nothing changes", async (refusal, credits) => {
    const { walletId, holdId } = await walletWithHold();
    expect(await capture(walletId, holdId, credits)).toEqual({ ok: false, refusal });
    expect(await readBalance(walletId)).toEqual({ available: 20, held: 80, owed: 0, version: 4 });
  });

  it("hold_already_captured, for another amount or word", async () => {
    const { walletId, holdId } = await walletWithHold();
    await capture(walletId, holdId, 60);
    const refused = { ok: false, refusal: "hold_already_captured" };
    expect(await capture(walletId, holdId, 61)).toEqual(refused);
    expect(await capture(walletId, holdId, 1000)).toEqual(refused);
    const reworded = { walletId, holdId, credits: 60, reference: "other" };
    expect(await inTransaction((tx) => captureHold(tx, reworded))).toEqual(refused);
  });

  it("hold_already_released, also after its time", async () => {
    const { walletId, holdId } = await walletWithHold();
    await release(walletId, holdId);
    expect(await capture(walletId, holdId)).toEqual({ ok: false, refusal: "hold_already_released" });
    moveTo(48 * HOUR);
    expect(await capture(walletId, holdId, 81)).toEqual({ ok: false, refusal: "hold_already_released" });
  });

  it("hold_expired from the very moment of its end, though no job has run", async () => {
    const walletId = await makeWallet();
    await grantOf(walletId, 100);
    const [early, late] = [await holdOf(walletId, 10), await holdOf(walletId, 10)];
    moveTo(15 - 1 / 60_000);
    expect(await capture(walletId, early)).toMatchObject({ ok: true });
    moveTo(15);
    expect(await capture(walletId, late)).toEqual({ ok: false, refusal: "hold_expired" });
    await inTransaction((tx) => expireCredits(tx, walletId));
    expect(await capture(walletId, late, 1000)).toEqual({ ok: false, refusal: "hold_expired" });
    expect(await readBalance(walletId)).toMatchObject({ available: 90, held: 0 });
  });

  it("hold_not_found in another wallet, whatever the amount", async () => {
    const { holdId } = await walletWithHold();
    const other = await makeWallet();
    expect(await capture(other, holdId, 0)).toEqual({ ok: false, refusal: "hold_not_found" });
    expect(await hold(other, "a", 1)).toMatchObject({ ok: false });
  });

  it("wallet_not_found", async () => {
    expect(await capture(newId(), newId())).toEqual({ ok: false, refusal: "wallet_not_found" });
  });
});
