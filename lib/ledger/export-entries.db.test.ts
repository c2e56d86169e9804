import { afterAll, describe, expect, it } from "vitest";
import { useTestDatabase } from "@/db/testing";
import { checkInvariants } from "./check-invariants";
import { exportEntries } from "./export-entries";
import type { EntryFilter } from "./find-entries";
import { grant, makeWallet, spend } from "./testing/people";

useTestDatabase();
afterAll(async () => expect(await checkInvariants()).toEqual([]));

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
