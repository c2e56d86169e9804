import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { useTestDatabase } from "@/db/testing";
import { useClock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { checkInvariants } from "./check-invariants";
import { type EntryQuery, findEntries } from "./find-entries";
import { grant, makeDebt, makeWallet, spend } from "./testing/people";

useTestDatabase();
afterAll(async () => expect(await checkInvariants()).toEqual([]));

const START = Date.UTC(2030, 0, 1);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
let clock = START;
afterAll(useClock(() => clock));

const seqsOf = async (walletId: string, query: Partial<EntryQuery>) =>
  (await findEntries(walletId, { limit: 100, ...query })).entries.map(({ seq }) => seq);

/** One thing a day from the first of January: 1 grant, 2 to 4 spends, 5 expiry and 6 grant, 7 spend. */
async function makeWeek(): Promise<string> {
  const walletId = await makeWallet();
  clock = START;
  const work = [
    () => grant(walletId, { sourceKey: "short", credits: 10, expiresAt: new Date(START + 3.5 * DAY) }),
    () => spend(walletId, "a", 1, "Portrait of Ada"),
    () => spend(walletId, "b", 1, "portrait of Grace"),
    () => spend(walletId, "c", 1, "100% map_1"),
    () => grant(walletId, { sourceKey: "long", credits: 20, reference: "a gift" }),
    () => spend(walletId, "d", 1),
  ];
  for (const [day, act] of work.entries()) {
    clock = START + day * DAY;
    expect(await act()).toMatchObject({ ok: true });
  }
  return walletId;
}

describe("entries are found", () => {
  let walletId = "";
  beforeAll(async () => {
    walletId = await makeWeek();
  });

  it("all of them, newest first, when nothing is asked", async () => {
    expect(await seqsOf(walletId, {})).toEqual([7, 6, 5, 4, 3, 2, 1]);
  });

  it("by kind", async () => {
    expect(await seqsOf(walletId, { kinds: ["spend"] })).toEqual([7, 4, 3, 2]);
    expect(await seqsOf(walletId, { kinds: ["grant", "expire"] })).toEqual([6, 5, 1]);
    expect(await seqsOf(walletId, { kinds: ["hold"] })).toEqual([]);
    expect(await seqsOf(walletId, { kinds: [] })).toEqual([]);
  });

  it("from a moment on, and before another that is not included", async () => {
    const [from, to] = [new Date(START + DAY), new Date(START + 4 * DAY)];
    expect(await seqsOf(walletId, { from })).toEqual([7, 6, 5, 4, 3, 2]);
    expect(await seqsOf(walletId, { to })).toEqual([4, 3, 2, 1]);
    expect(await seqsOf(walletId, { from, to })).toEqual([4, 3, 2]);
    expect(await seqsOf(walletId, { from: to, to: from })).toEqual([]);
    expect(await seqsOf(walletId, { from: new Date(START + 400 * DAY) })).toEqual([]);
    expect(await seqsOf(walletId, { to: new Date(0) })).toEqual([]);
  });

  it("by the reference to the letter, or by a part of it in any case and with nothing special in it", async () => {
    expect(await seqsOf(walletId, { reference: "portrait of Grace" })).toEqual([3]);
    expect(await seqsOf(walletId, { reference: "portrait" })).toEqual([]);
    expect(await seqsOf(walletId, { search: "PORTRAIT" })).toEqual([3, 2]);
    expect(await seqsOf(walletId, { search: "0% map_" })).toEqual([4]);
    expect(await seqsOf(walletId, { search: "%" })).toEqual([4]);
  });

  it("by all of this at once", async () => {
    const query = { kinds: ["spend"] as const, search: "portrait", to: new Date(START + 2 * DAY) };
    expect(await seqsOf(walletId, query)).toEqual([2]);
  });

  it("only in the wallet that was asked for", async () => {
    const other = await makeWallet();
    expect(await findEntries(other, { limit: 5 })).toEqual({ entries: [], older: null, newer: null });
    expect(await findEntries(newId(), { limit: 5 })).toEqual({ entries: [], older: null, newer: null });
  });

  it("also where the clocks of two machines differed by less than a minute", async () => {
    const skewed = await makeWallet();
    for (const [index, second] of [0, 50, 20, 70, 30, 90].entries()) {
      clock = START + second * 1000;
      await grant(skewed, { sourceKey: String(index) });
    }
    const between = { from: new Date(START + 25_000), to: new Date(START + 65_000) };
    expect(await seqsOf(skewed, between)).toEqual([5, 2]);
  });

  it("as lines of debt and of its repayment", async () => {
    const indebted = await makeWallet();
    const first = await grant(indebted, { sourceKey: "a", credits: 5 });
    if (!first.ok) throw new Error(first.refusal);
    await spend(indebted, "all", 5);
    await makeDebt(indebted, { grantId: first.grantId, credits: 5 });
    await grant(indebted, { sourceKey: "b", credits: 8 });
    expect(await seqsOf(indebted, { kinds: ["reverse"] })).toEqual([3]);
    expect(await seqsOf(indebted, { kinds: ["grant"] })).toEqual([5, 4, 1]);
  });
});

describe("pages", () => {
  let walletId = "";
  beforeAll(async () => {
    walletId = await makeWeek();
  });
  const page = async (query: Partial<EntryQuery>) => {
    const { entries, ...links } = await findEntries(walletId, { limit: 3, ...query });
    return { seqs: entries.map(({ seq }) => seq), ...links };
  };

  it("lead to older ones and back, without losing or repeating an entry", async () => {
    expect(await page({})).toEqual({ seqs: [7, 6, 5], older: 5, newer: null });
    expect(await page({ before: 5 })).toEqual({ seqs: [4, 3, 2], older: 2, newer: 4 });
    expect(await page({ before: 2 })).toEqual({ seqs: [1], older: null, newer: 1 });
    expect(await page({ after: 1 })).toEqual({ seqs: [4, 3, 2], older: 2, newer: 4 });
  });

  it("show the newest, full, when there is less than a page of newer ones", async () => {
    expect(await page({ after: 5 })).toEqual({ seqs: [7, 6, 5], older: 5, newer: null });
    expect(await page({ after: 4 })).toEqual({ seqs: [7, 6, 5], older: 5, newer: null });
    expect(await page({ after: 7 })).toEqual({ seqs: [7, 6, 5], older: 5, newer: null });
  });

  it("count only what fits the filter", async () => {
    expect(await page({ kinds: ["spend"] })).toEqual({ seqs: [7, 4, 3], older: 3, newer: null });
    expect(await page({ kinds: ["spend"], before: 3 })).toEqual({ seqs: [2], older: null, newer: 2 });
  });

  it("may be asked for from numbers that are not there", async () => {
    expect(await page({ before: 1 })).toEqual({ seqs: [], older: null, newer: 0 });
    expect(await page({ before: 999 })).toMatchObject({ seqs: [7, 6, 5], older: 5 });
    expect(await page({ after: 999 })).toMatchObject({ seqs: [7, 6, 5], newer: null });
  });
});
