import { describe, expect, it } from "vitest";
import { createWalletWatch, type ReadVersions } from "./watch-wallets";

const TICK_MS = 1;

/** A database that answers with what `versions` says, and lets a test wait for its next answers. */
function fakeDatabase(versions: Record<string, number>) {
  const asked: string[][] = [];
  let waiting: (() => void)[] = [];
  const read: ReadVersions = async (ids) => {
    asked.push(ids);
    for (const wake of waiting.splice(0)) wake();
    return new Map(ids.flatMap((id) => (id in versions ? [[id, versions[id] ?? 0] as const] : [])));
  };
  const nextAnswer = () => new Promise<void>((resolve) => waiting.push(resolve));
  const answers = async (count: number) => {
    for (let i = 0; i < count; i++) await nextAnswer();
    waiting = [];
  };
  return { versions, asked, read, answers };
}

describe("watching wallets", () => {
  it("tells a new version once, and never one that is not higher", async () => {
    const database = fakeDatabase({ w1: 4 });
    const heard: number[] = [];
    const stop = createWalletWatch(database.read, TICK_MS).watch("w1", 3, (version) => heard.push(version));
    await database.answers(3);
    database.versions.w1 = 2;
    await database.answers(2);
    database.versions.w1 = 6;
    await database.answers(2);
    stop();
    expect(heard).toEqual([4, 6]);
  });

  it("asks once a tick for all who watch, and once for a wallet watched twice", async () => {
    const database = fakeDatabase({ w1: 1, w2: 1 });
    const watch = createWalletWatch(database.read, TICK_MS);
    const stops = ["w1", "w1", "w2"].map((id) => watch.watch(id, 0, () => {}));
    await database.answers(2);
    for (const stop of stops) stop();
    expect(database.asked.at(-1)).toEqual(["w1", "w2"]);
  });

  it("stops asking when nobody watches any more, and starts again for the next", async () => {
    const database = fakeDatabase({ w1: 1 });
    const watch = createWalletWatch(database.read, TICK_MS);
    watch.watch("w1", 0, () => {})();
    await database.answers(1);
    await new Promise((resolve) => setTimeout(resolve, 20 * TICK_MS));
    const askedBefore = database.asked.length;
    expect(askedBefore).toBeLessThanOrEqual(2);
    const stop = watch.watch("w1", 0, () => {});
    await database.answers(1);
    stop();
    expect(database.asked.length).toBeGreaterThan(askedBefore);
  });

  it("keeps watching through a time without a database", async () => {
    let isAway = true;
    const read: ReadVersions = async () => {
      if (!isAway) return new Map([["w1", 9]]);
      isAway = false;
      throw new Error("connection refused");
    };
    let stop = () => {};
    const heard = await new Promise<number>((resolve) => {
      stop = createWalletWatch(read, TICK_MS).watch("w1", 1, resolve);
    });
    expect(heard).toBe(9);
    stop();
  });
});
