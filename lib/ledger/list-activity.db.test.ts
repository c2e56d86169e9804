import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { useTestDatabase } from "@/db/testing";
import { inTransaction } from "@/db/transaction";
import { checkInvariants } from "./check-invariants";
import type { EntryQuery } from "./find-entries";
import { keepBack } from "./keep-back";
import { letGo } from "./let-go";
import { findActivity, listActivity } from "./list-activity";
import { capture, grant, grantOf, holdOf, makeWallet, release, spend } from "./testing/people";

useTestDatabase();
afterAll(async () => expect(await checkInvariants()).toEqual([]));

let walletId = "";
beforeAll(async () => {
  walletId = await makeWallet();
  for (const sourceKey of ["a", "b", "c"]) await grant(walletId, { sourceKey, credits: 10 });
  await spend(walletId, "large", 25, "a large job"); // 4, 5, 6
  await spend(walletId, "small", 1); // 7
});

async function page(query: Partial<EntryQuery>) {
  const { activity, ...links } = await listActivity(walletId, { limit: 50, ...query });
  return {
    activity: activity.map(({ seq, kind, change, lines }) => [seq, kind, change, lines.length]),
    ...links,
  };
}

describe("activity", () => {
  it("tells a spend from three grants as one line that can be opened", async () => {
    expect(await page({})).toEqual({
      activity: [
        [7, "spend", -1, 1],
        [6, "spend", -25, 3],
        [3, "grant", 10, 1],
        [2, "grant", 10, 1],
        [1, "grant", 10, 1],
      ],
      older: null,
      newer: null,
    });
    const { activity } = await listActivity(walletId, { limit: 50, search: "large" });
    expect(activity).toMatchObject([
      {
        reference: "a large job",
        lines: [
          { seq: 4, amount: 10 },
          { seq: 5, amount: 10 },
          { seq: 6, amount: 5 },
        ],
      },
    ]);
  });

  it("never cuts an operation in two, on the way down and on the way up", async () => {
    expect(await page({ limit: 2 })).toEqual({
      activity: [
        [7, "spend", -1, 1],
        [6, "spend", -25, 3],
      ],
      older: 4,
      newer: null,
    });
    expect(await page({ limit: 2, before: 4 })).toMatchObject({ older: 2, newer: 3 });
    expect(await page({ limit: 2, after: 3 })).toMatchObject({ activity: [[6, "spend", -25, 3]], newer: 6 });
  });

  it("offers no older page when all that was left was the rest of the last operation", async () => {
    expect(await page({ limit: 2, kinds: ["spend"] })).toMatchObject({ older: null });
    expect(await page({ limit: 2, before: 7, kinds: ["spend"] })).toEqual({
      activity: [[6, "spend", -25, 3]],
      older: null,
      newer: 6,
    });
  });

  it("tells of one grant only what concerns it", async () => {
    const wallet = await makeWallet();
    const [first, second] = [await grantOf(wallet, 5), await grantOf(wallet, 5)];
    await spend(wallet, "both", 8);
    const { activity } = await listActivity(wallet, { limit: 50, grantId: second });
    expect(activity.map(({ kind, change }) => [kind, change])).toEqual([
      ["spend", -3],
      ["grant", 5],
    ]);
    expect(first).not.toBe(second);
  });

  it("counts what comes and goes: a hold takes, a capture gives back the rest, a release all", async () => {
    const wallet = await makeWallet();
    await grantOf(wallet, 50);
    await capture(wallet, await holdOf(wallet, 10), 7);
    await release(wallet, await holdOf(wallet, 4));
    const { activity } = await listActivity(wallet, { limit: 50 });
    expect(activity.map(({ kind, change }) => [kind, change])).toEqual([
      ["release", 4],
      ["hold", -4],
      ["capture", 3],
      ["hold", -10],
      ["grant", 50],
    ]);
  });

  it("tells what was kept back and let go from a hold that was released", async () => {
    const wallet = await makeWallet();
    const grantId = await grantOf(wallet, 30);
    await inTransaction((tx) => keepBack(tx, { walletId: wallet, grantId, key: "dispute", credits: 10 }));
    await release(wallet, await holdOf(wallet, 10));
    await inTransaction((tx) => letGo(tx, { walletId: wallet, grantId }));
    const { activity } = await listActivity(wallet, { limit: 50, kinds: ["release"] });
    expect(activity.map(({ letGo }) => letGo)).toEqual([true, false]);
    expect(await findActivity(wallet, 5)).toMatchObject({ kind: "release", letGo: true });
    expect(await findActivity(wallet, 4)).toMatchObject({ kind: "release", letGo: false });
  });
});
