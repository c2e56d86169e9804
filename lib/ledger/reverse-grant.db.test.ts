import { afterAll, describe, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { newId } from "@/lib/platform/ids";
import { checkInvariants } from "./check-invariants";
import { listGrants } from "./list-grants";
import { readBalance } from "./read-balance";
import { useStandingClock } from "./testing/clock";
import { capture, grant, grantOf, holdOf, makeWallet, release, reverse, spend } from "./testing/people";

useTestDatabase();
afterAll(async () => expect(await checkInvariants()).toEqual([]));
const { inMinutes, moveTo } = useStandingClock();

const HOUR = 60;

/** The grant that is taken back, and two others that are drawn from before and after it. */
async function walletOfThree() {
  const walletId = await makeWallet();
  const own = await grantOf(walletId, 100, inMinutes(2 * HOUR));
  const soon = await grantOf(walletId, 50, inMinutes(HOUR));
  const forever = await grantOf(walletId, 50);
  return { walletId, own, soon, forever };
}

const leftIn = async (walletId: string, grantId: string) =>
  (await listGrants(walletId, { limit: 9 })).find((each) => each.id === grantId)?.available;

describe("a reversal", () => {
  it("takes from its own grant first, however soon others expire", async () => {
    const { walletId, own, soon, forever } = await walletOfThree();
    const answer = await reverse(walletId, own, "refund:a", 60);
    expect(answer).toEqual({
      ok: true,
      replayed: false,
      version: 4,
      reversed: { own: 60, others: 0, owed: 0 },
    });
    expect([
      await leftIn(walletId, own),
      await leftIn(walletId, soon),
      await leftIn(walletId, forever),
    ]).toEqual([40, 50, 50]);
  });

  it("then from the others in draw order, then makes debt of what nobody has any more", async () => {
    const { walletId, own, soon, forever } = await walletOfThree();
    await spend(walletId, "all but the last thirty", 170);
    expect(await reverse(walletId, own, "refund:a", 20)).toMatchObject({
      reversed: { own: 0, others: 20, owed: 0 },
    });
    expect([await leftIn(walletId, soon), await leftIn(walletId, forever)]).toEqual([0, 10]);
    const answer = await reverse(walletId, own, "refund:b", 80);
    expect(answer).toMatchObject({ version: 9, reversed: { own: 0, others: 10, owed: 70 } });
    expect(await readBalance(walletId)).toEqual({ available: 0, held: 0, owed: 70, version: 9 });
  });

  it("empties its own grant before it touches others, though their turn to be drawn came later", async () => {
    const { walletId, own, forever } = await walletOfThree();
    await spend(walletId, "all that is drawn before, and forty of it", 90);
    expect(await reverse(walletId, own, "refund:a", 100)).toMatchObject({
      reversed: { own: 60, others: 40, owed: 0 },
    });
    expect([await leftIn(walletId, own), await leftIn(walletId, forever)]).toEqual([0, 10]);
  });

  it("takes exactly what is asked, also what is neither there nor held", async () => {
    const { walletId, own } = await walletOfThree();
    await spend(walletId, "all that is drawn before, and ninety of it", 140);
    await holdOf(walletId, 20);
    expect(await reverse(walletId, own, "refund:a", 100)).toMatchObject({
      reversed: { own: 0, others: 40, owed: 60 },
    });
  });

  it("tells the others once where the credits came from", async () => {
    const { walletId, own } = await walletOfThree();
    await reverse(walletId, own, "refund:a", 100);
    await reverse(walletId, own, "refund:a", 100);
    const facts = await sql()`
      select subject, data from outbox_events where wallet_id = ${walletId} and type = 'credits.reversed'`;
    expect([...facts]).toEqual([
      { subject: own, data: { credits: 100, own: 100, others: 0, owed: 0, reference: null } },
    ]);
  });

  it("of a grant past its date takes others, then makes debt: what expired is gone", async () => {
    const { walletId, own } = await walletOfThree();
    moveTo(2 * HOUR);
    expect(await reverse(walletId, own, "refund:a", 60)).toMatchObject({
      reversed: { own: 0, others: 50, owed: 10 },
    });
  });
});

describe("held credits", () => {
  it("are left alone, and repay the debt when the hold is released", async () => {
    const walletId = await makeWallet();
    const own = await grantOf(walletId, 100);
    const holdId = await holdOf(walletId, 80);
    expect(await reverse(walletId, own, "refund:a", 100)).toMatchObject({
      reversed: { own: 20, others: 0, owed: 80 },
    });
    expect(await readBalance(walletId)).toMatchObject({ available: 0, held: 80, owed: 80 });
    await release(walletId, holdId);
    expect(await readBalance(walletId)).toMatchObject({ available: 0, held: 0, owed: 0 });
  });

  it("can be captured after a full refund; then their worth is owed", async () => {
    const walletId = await makeWallet();
    const own = await grantOf(walletId, 100);
    const holdId = await holdOf(walletId, 80);
    await reverse(walletId, own, "refund:a", 100);
    expect(await capture(walletId, holdId, 50)).toMatchObject({ ok: true, captured: 50, released: 30 });
    expect(await readBalance(walletId)).toMatchObject({ available: 0, held: 0, owed: 50 });
  });

  it("repay the debt also when their hold ends by itself", async () => {
    const walletId = await makeWallet();
    const own = await grantOf(walletId, 100);
    await holdOf(walletId, 80);
    await reverse(walletId, own, "refund:a", 50);
    moveTo(15);
    expect(await readBalance(walletId)).toMatchObject({ available: 50, held: 0, owed: 0 });
    expect(await spend(walletId, "a", 50)).toMatchObject({ ok: true });
  });
});

describe("a reversal sent again", () => {
  it("takes nothing more and gets its first answer, however the wallet has changed", async () => {
    const { walletId, own } = await walletOfThree();
    await spend(walletId, "all but the last thirty", 170);
    const first = await reverse(walletId, own, "refund:a", 100);
    await grant(walletId, { sourceKey: "next", credits: 500 });
    moveTo(3 * HOUR);
    expect(await reverse(walletId, own, "refund:a", 100)).toEqual({ ...first, replayed: true });
    expect(await readBalance(walletId)).toMatchObject({ available: 430, owed: 0 });
  });

  it("twenty times at once is one reversal", async () => {
    const { walletId, own } = await walletOfThree();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => reverse(walletId, own, "refund:a", 60)),
    );
    expect(answers.filter((answer) => answer.ok && !answer.replayed)).toHaveLength(1);
    expect((await readBalance(walletId)).available).toBe(140);
  });

  it("twenty different ones at once take no more in all than was granted", async () => {
    const { walletId, own } = await walletOfThree();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => reverse(walletId, own, `refund:${index}`, 30)),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(3);
    expect((await readBalance(walletId)).available).toBe(110);
  });
});

describe("a reversal is refused", () => {
  it.each([
    ["amount_not_positive", "taken", 0],
    ["amount_too_large", "taken", 1_000_000_000_001],
    ["idempotency_key_reused", "taken", 11],
    ["idempotency_key_reused", "taken", 1000],
    ["reversal_over_grant", "new", 91],
  ])("%s: %s key, %d credits, and nothing changes", async (refusal, key, credits) => {
    const { walletId, own } = await walletOfThree();
    await reverse(walletId, own, "taken", 10);
    expect(await reverse(walletId, own, key, credits)).toEqual({ ok: false, refusal });
    expect(await readBalance(walletId)).toEqual({ available: 190, held: 0, owed: 0, version: 4 });
  });

  it("idempotency_key_reused for another grant", async () => {
    const { walletId, own, soon } = await walletOfThree();
    await reverse(walletId, own, "taken", 10);
    expect(await reverse(walletId, soon, "taken", 10)).toEqual({
      ok: false,
      refusal: "idempotency_key_reused",
    });
  });

  it("reversal_over_grant also when earlier ones were taken from others and from nobody", async () => {
    const walletId = await makeWallet();
    const own = await grantOf(walletId, 100);
    await spend(walletId, "all", 100);
    await grantOf(walletId, 30);
    expect(await reverse(walletId, own, "a", 60)).toMatchObject({
      reversed: { own: 0, others: 30, owed: 30 },
    });
    expect(await reverse(walletId, own, "b", 41)).toEqual({ ok: false, refusal: "reversal_over_grant" });
    expect(await reverse(walletId, own, "b", 40)).toMatchObject({ ok: true });
  });

  it("grant_not_found in another wallet, whatever the amount", async () => {
    const { own } = await walletOfThree();
    const refused = { ok: false, refusal: "grant_not_found" };
    expect(await reverse(await makeWallet(), own, "a", 0)).toEqual(refused);
  });

  it("wallet_not_found", async () => {
    expect(await reverse(newId(), newId(), "a", 1)).toEqual({ ok: false, refusal: "wallet_not_found" });
  });
});
