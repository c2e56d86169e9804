import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { useTestDatabase } from "@/db/testing";
import { useClock } from "@/lib/platform/clock";
import { exportEntries } from "./export-entries";
import { ENTRIES_LOOKED_AT_MAX, type EntryQuery, findEntries } from "./find-entries";
import { findSeqsBetween } from "./find-seqs-between";
import { ENTRIES_SUMMED_MAX, readDays } from "./read-days";
import { makeLongHistory } from "./testing/long-history";
import { makeWallet } from "./testing/people";

useTestDatabase();
afterAll(useClock(() => START));

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

const START = Date.UTC(2030, 0, 1);
const DAY = 24 * 3_600_000;
const ENTRIES = 200_000;
/** As many entries as are summed at most are two days and a half. */
const EVERY_MS = (2.5 * DAY) / ENTRIES_SUMMED_MAX;
const PER_DAY = DAY / EVERY_MS;

let walletId = "";
beforeAll(async () => {
  walletId = await makeWallet();
  await makeLongHistory(walletId, { spends: ENTRIES - 1, everyMs: EVERY_MS });
}, 120_000);

const seqsOf = async (query: Partial<EntryQuery>) =>
  (await findEntries(walletId, { limit: 100, ...query })).entries.map(({ seq }) => seq);

describe("in a history of 200,000 entries", () => {
  it("a search that finds nothing ends after a while, says where, and the next goes on from there", async () => {
    const ends: (number | null)[] = [];
    let before: number | undefined;
    do {
      const page = await findEntries(walletId, { search: "job 7,", limit: 5, before });
      expect(page.entries).toEqual([]);
      ends.push(page.older);
      before = page.older ?? undefined;
    } while (before !== undefined);
    const all = Array.from({ length: 4 }, (_, look) => ENTRIES + 1 - (look + 1) * ENTRIES_LOOKED_AT_MAX);
    expect(ends).toEqual([...all, null]);
  });

  it("what a search finds late is found", async () => {
    expect(await seqsOf({ search: "job 177777" })).toEqual([177_778]);
    expect(await seqsOf({ reference: "job 1", before: 40_000 })).toEqual([2]);
  });

  it("what is rare is found at once, however many spends lie between", async () => {
    const { entries, older } = await findEntries(walletId, { kinds: ["grant"], limit: 5 });
    expect([entries.map(({ seq }) => seq), older]).toEqual([[1], null]);
  });

  it("a time becomes numbers that hold it tightly", async () => {
    const [from, to] = [new Date(START + 2 * DAY), new Date(START + 2 * DAY + 10 * EVERY_MS)];
    const { first, end } = await findSeqsBetween(walletId, { from, to });
    const minute = Math.ceil(60_000 / EVERY_MS);
    const seq = 2 * PER_DAY + 1;
    expect(seq - first).toBe(minute - 1);
    expect(end - (seq + 10)).toBe(minute);
    expect(await seqsOf({ from, to })).toEqual(Array.from({ length: 10 }, (_, at) => seq + 9 - at));
  });

  it("days are told as far back as whole ones fit", async () => {
    const length = Math.ceil(ENTRIES / PER_DAY);
    const starts = Array.from({ length }, (_, day) => new Date(START + day * DAY));
    const today = ENTRIES - (length - 1) * PER_DAY;
    expect(today, "the history ends within a day").toBeLessThan(PER_DAY);
    const { days, leftOut } = await readDays(walletId, starts);
    expect(leftOut).toBe(length - 2);
    expect(days.map(({ used, available }) => [used, available])).toEqual([
      [PER_DAY, today],
      [today, 0],
    ]);
  });

  it("the file's first lines come before the rest is read, and memory stays flat to the last", async () => {
    const heap: number[] = [];
    let [lines, longest, firstMs] = [-1, 0, 0];
    const begin = performance.now();
    for await (const chunk of exportEntries(walletId, {})) {
      lines += chunk.split("\r\n").length - 1;
      longest = Math.max(longest, chunk.length);
      if (firstMs === 0 && lines > 0) firstMs = performance.now() - begin;
      if (lines > 0 && lines % 20_000 === 0) {
        collectGarbage();
        heap.push(process.memoryUsage().heapUsed);
      }
    }
    expect(lines).toBe(ENTRIES);
    expect(longest, "characters at a time").toBeLessThan(300_000);
    expect(firstMs).toBeLessThan((performance.now() - begin) / 20);
    const growth = Math.max(...heap) - (heap[0] ?? 0);
    expect(growth, "bytes of heap from the first tenth to the last").toBeLessThan(3_000_000);
  });

  it("nothing more is read for a reader who went away", async () => {
    const chunks = exportEntries(walletId, {});
    await chunks.next();
    await chunks.next();
    await chunks.return();
    expect(await chunks.next()).toEqual({ done: true, value: undefined });
  });
});
