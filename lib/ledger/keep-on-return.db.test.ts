import { afterAll, describe, expect, it } from "vitest";
import { useTestDatabase } from "@/db/testing";
import { inTransaction } from "@/db/transaction";
import { checkInvariants } from "./check-invariants";
import { expireCredits } from "./expire-credits";
import { keepOnReturn } from "./keep-on-return";
import { letGo } from "./let-go";
import { listGrants } from "./list-grants";
import { readBalance } from "./read-balance";
import { useStandingClock } from "./testing/clock";
import { capture, grantOf, holdOf, makeDebt, makeWallet, release, spend } from "./testing/people";

useTestDatabase();
afterAll(async () => expect(await checkInvariants()).toEqual([]));
const { inMinutes, moveTo } = useStandingClock();

/** A wallet whose one grant of 100 credits is on a hold for work, and of which so many are kept when they come back. */
async function onHold(credits: number, expiresAt: Date | null = null) {
  const walletId = await makeWallet();
  const grantId = await grantOf(walletId, 100, expiresAt);
  const holdId = await holdOf(walletId, 100);
  await inTransaction((tx) => keepOnReturn(tx, walletId, { grantId, key: "bank", credits }));
  return { walletId, grantId, holdId };
}
const has = (available: number, held: number, owed = 0) => ({ available, held, owed });
const bringUpToDate = (walletId: string) => inTransaction((tx) => expireCredits(tx, walletId));

describe("what a hold gives back of a disputed grant", () => {
  it("is kept back at once when the hold is released, and let go as anything kept back", async () => {
    const of = await onHold(100);
    expect(await release(of.walletId, of.holdId)).toMatchObject({ ok: true, released: 100 });
    expect(await readBalance(of.walletId)).toMatchObject(has(0, 100));
    expect(await spend(of.walletId, "a", 1)).toMatchObject({ refusal: "insufficient_credits" });
    await inTransaction((tx) => letGo(tx, of));
    expect(await readBalance(of.walletId)).toMatchObject(has(100, 0));
  });

  it("is kept back when only a part is captured, and the capture takes what it was promised", async () => {
    const { walletId, holdId } = await onHold(100);
    expect(await capture(walletId, holdId, 30)).toMatchObject({ ok: true, captured: 30, released: 70 });
    expect(await readBalance(walletId)).toMatchObject(has(0, 70));
  });

  it("is not there for the one who comes after the hold ended by itself, and nobody is shown it", async () => {
    const { walletId, grantId } = await onHold(100);
    moveTo(15);
    expect(await readBalance(walletId)).toMatchObject(has(0, 100));
    expect(await listGrants(walletId, { limit: 1 })).toMatchObject([
      { id: grantId, available: 0, held: 100 },
    ]);
    expect(await spend(walletId, "a", 1)).toMatchObject({ refusal: "insufficient_credits" });
    await bringUpToDate(walletId);
    expect(await readBalance(walletId)).toMatchObject(has(0, 100));
  });

  it("is kept back no further than it is disputed, however many holds give it back", async () => {
    const walletId = await makeWallet();
    const grantId = await grantOf(walletId, 100);
    const [first, second] = [await holdOf(walletId, 40), await holdOf(walletId, 60)];
    await inTransaction((tx) => keepOnReturn(tx, walletId, { grantId, key: "bank", credits: 70 }));
    await release(walletId, first);
    expect(await readBalance(walletId)).toMatchObject(has(0, 100));
    await release(walletId, second);
    expect(await readBalance(walletId)).toMatchObject(has(30, 70));
  });

  it("repays debt first, and is gone when its date has passed, read or written", async () => {
    const { walletId, grantId } = await onHold(100, inMinutes(10));
    await makeDebt(walletId, { grantId, credits: 20 });
    moveTo(15);
    expect(await readBalance(walletId)).toMatchObject(has(0, 0));
    await bringUpToDate(walletId);
    expect(await readBalance(walletId)).toMatchObject(has(0, 0));
    const other = await onHold(100);
    await makeDebt(other.walletId, { grantId: other.grantId, credits: 20 });
    moveTo(30);
    expect(await readBalance(other.walletId)).toMatchObject(has(0, 80));
    await bringUpToDate(other.walletId);
    expect(await readBalance(other.walletId)).toMatchObject(has(0, 80));
  });
});
