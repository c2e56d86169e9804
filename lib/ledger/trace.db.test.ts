import { afterAll, describe, expect, it } from "vitest";
import { useTestDatabase } from "@/db/testing";
import { inTransaction } from "@/db/transaction";
import { useClock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { adjustCredits } from "./adjust-credits";
import { checkInvariants } from "./check-invariants";
import { explainDraws } from "./explain-draws";
import { findActivity } from "./list-activity";
import { reverseGrant } from "./reverse-grant";
import { capture, grant, grantOf, holdOf, makeWallet, spend } from "./testing/people";
import { traceGrant } from "./trace-grant";
import { traceHold } from "./trace-hold";

useTestDatabase();
afterAll(async () => expect(await checkInvariants()).toEqual([]));

const START = Date.UTC(2030, 0, 1);
const DAY = 24 * 3_600_000;
let clock = START;
afterAll(useClock(() => clock));

async function traceOf(walletId: string, seq: number) {
  const activity = await findActivity(walletId, seq);
  return activity && (await traceGrant(walletId, activity));
}

describe("a line", () => {
  it("belongs to its operation, whichever of its lines is named", async () => {
    const walletId = await makeWallet();
    for (const credits of [5, 5, 5]) await grantOf(walletId, credits);
    await spend(walletId, "all", 15, "everything");
    const [one, same] = [await findActivity(walletId, 4), await findActivity(walletId, 6)];
    expect(one).toMatchObject({ seq: 6, kind: "spend", change: -15, reference: "everything" });
    expect(same).toEqual(one);
  });

  it("that the wallet does not have is nowhere, also when another wallet has it", async () => {
    const [walletId, other] = [await makeWallet(), await makeWallet()];
    await grantOf(other, 5);
    for (const seq of [0, 1, 2, Number.MAX_SAFE_INTEGER])
      expect(await findActivity(walletId, seq)).toBeNull();
    expect(await findActivity(newId(), 1)).toBeNull();
  });
});

describe("a grant", () => {
  it("is found from what made it, what ended it and what took it back", async () => {
    clock = START;
    const walletId = await makeWallet();
    const dying = await grantOf(walletId, 10, new Date(START + DAY));
    const staying = await grantOf(walletId, 20);
    clock = START + DAY;
    const request = { walletId, grantId: staying, key: "refund:re_1", credits: 8, reference: null };
    expect(await inTransaction((tx) => reverseGrant(tx, request))).toMatchObject({ ok: true });
    expect(await traceOf(walletId, 1)).toMatchObject({ id: dying, beganAt: 1, available: 0 });
    expect(await traceOf(walletId, 3)).toMatchObject({ id: dying, beganAt: 1 });
    expect(await traceOf(walletId, 4)).toMatchObject({ id: staying, beganAt: 2, available: 12, amount: 20 });
  });

  it("is the one an operator's gift made, and none of those an operator took from", async () => {
    const walletId = await makeWallet();
    const adjust = (key: string, credits: number) =>
      inTransaction((tx) => adjustCredits(tx, { walletId, key, credits, reason: "sorry", operator: "op" }));
    await adjust("up", 10);
    await adjust("down", -4);
    expect(await traceOf(walletId, 1)).toMatchObject({ beganAt: 1, amount: 10, available: 6 });
    expect(await traceOf(walletId, 2)).toBeNull();
  });

  it("is not asked for by a spend, which draws from whatever is next in line", async () => {
    const walletId = await makeWallet();
    await grantOf(walletId, 10);
    await spend(walletId, "x", 1);
    expect(await traceOf(walletId, 2)).toBeNull();
  });
});

describe("a hold", () => {
  it("is found from its beginning and from its end", async () => {
    const walletId = await makeWallet();
    await grantOf(walletId, 20);
    const holdId = await holdOf(walletId, 10);
    const begin = (await findActivity(walletId, 2))?.key ?? "";
    expect(await traceHold(walletId, begin)).toMatchObject({
      id: holdId,
      state: "open",
      beganAt: 2,
      endedAtEntry: null,
    });
    await capture(walletId, holdId, 4);
    const end = (await findActivity(walletId, 3))?.key ?? "";
    for (const key of [begin, end])
      expect(await traceHold(walletId, key)).toMatchObject({
        state: "captured",
        captured: 4,
        beganAt: 2,
        endedAtEntry: 4,
      });
    expect(await traceHold(await makeWallet(), end)).toBeNull();
    expect(await traceHold(walletId, "spend:x")).toBeNull();
  });
});

describe("a draw from several grants", () => {
  it("is explained by what of the grants never changes", async () => {
    clock = START;
    const walletId = await makeWallet();
    await grant(walletId, { sourceKey: "forever, old", credits: 5 });
    clock += DAY;
    await grant(walletId, { sourceKey: "forever, new", credits: 5 });
    await grant(walletId, { sourceKey: "dated", credits: 5, expiresAt: new Date(START + 9 * DAY) });
    await spend(walletId, "all", 13);
    const lines = (await findActivity(walletId, 4))?.lines ?? [];
    expect(await explainDraws(walletId, lines)).toMatchObject([
      { amount: 5, beganAt: 3, reason: "sooner_expiry" },
      { amount: 5, beganAt: 1, reason: "older" },
      { amount: 3, beganAt: 2, reason: null },
    ]);
  });

  it("leaves out what a capture gave back", async () => {
    const walletId = await makeWallet();
    await grantOf(walletId, 10);
    await capture(walletId, await holdOf(walletId, 8), 3);
    const lines = (await findActivity(walletId, 3))?.lines ?? [];
    expect(await explainDraws(walletId, lines)).toMatchObject([{ amount: 3, beganAt: 1, reason: null }]);
  });
});
