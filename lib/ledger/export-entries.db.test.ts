import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { useTestDatabase } from "@/db/testing";
import { checkInvariants } from "./check-invariants";
import { exportEntries } from "./export-entries";
import type { EntryFilter } from "./find-entries";
import { makeLongHistory } from "./testing/long-history";
import { grant, makeWallet, spend } from "./testing/people";

useTestDatabase();
afterAll(async () => expect(await checkInvariants()).toEqual([]));

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

async function readAll(walletId: string, filter: EntryFilter = {}): Promise<string> {
  let text = "";
  for await (const chunk of exportEntries(walletId, filter)) text += chunk;
  return text;
}

const linesOf = (text: string) => text.trimEnd().split("\r\n").slice(1);

describe("the export", () => {
  it("has a line for every entry, whose changes add up to what is available", async () => {
    const walletId = await makeWallet();
    await grant(walletId, { sourceKey: "a", credits: 30, reference: "a gift" });
    await spend(walletId, "x", 12, '=HYPERLINK("http://example.test","积分")');
    const text = await readAll(walletId);
    expect(text.startsWith("\uFEFFentry,time_utc,kind,reference,change_of_available,")).toBe(true);
    const [spent = "", added = ""] = linesOf(text);
    expect(spent).toContain(`,spend,"'=HYPERLINK(""http://example.test"",""积分"")",-12,12,available,spent,`);
    expect(added).toContain(",grant,a gift,30,30,issued,available,");
  });

  it("has only what the filter lets through, and only of this wallet", async () => {
    const [walletId, other] = [await makeWallet(), await makeWallet()];
    await grant(walletId, { sourceKey: "a" });
    await grant(other, { sourceKey: "b" });
    await spend(walletId, "x", 1);
    expect(linesOf(await readAll(walletId))).toHaveLength(2);
    expect(linesOf(await readAll(walletId, { kinds: ["spend"] }))).toHaveLength(1);
    expect(linesOf(await readAll(walletId, { kinds: ["hold"] }))).toEqual([]);
    expect(linesOf(await readAll(await makeWallet()))).toEqual([]);
  });
});

describe("of 200,000 entries", () => {
  const SPENDS = 200_000;
  let walletId = "";
  beforeAll(async () => {
    walletId = await makeWallet();
    await makeLongHistory(walletId, { spends: SPENDS, everyMs: 1_000 });
  }, 120_000);

  it("the first lines come before the rest is read, and memory stays flat to the last", async () => {
    const heap: number[] = [];
    let [lines, longest] = [-1, 0];
    const begin = performance.now();
    let firstMs = 0;
    for await (const chunk of exportEntries(walletId, {})) {
      lines += chunk.split("\r\n").length - 1;
      longest = Math.max(longest, chunk.length);
      if (firstMs === 0 && lines > 0) firstMs = performance.now() - begin;
      if (lines % 20_000 === 0) {
        collectGarbage();
        heap.push(process.memoryUsage().heapUsed);
      }
    }
    const allMs = performance.now() - begin;
    expect(lines).toBe(SPENDS + 1);
    expect(longest).toBeLessThan(300_000);
    expect(firstMs).toBeLessThan(allMs / 20);
    const growth = Math.max(...heap.slice(1)) - (heap[1] ?? 0);
    expect(growth, "bytes of heap from the first tenth to the last").toBeLessThan(3_000_000);
  }, 60_000);

  it("nothing is read for a reader who went away", async () => {
    const chunks = exportEntries(walletId, {});
    await chunks.next();
    await chunks.next();
    await chunks.return();
    expect(await chunks.next()).toEqual({ done: true, value: undefined });
  });
});
