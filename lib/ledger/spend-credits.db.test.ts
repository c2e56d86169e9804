import { afterAll, afterEach, describe, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { useClock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { checkInvariants } from "./check-invariants";
import { readBalance } from "./read-balance";
import { grant, makeWallet, spend } from "./testing/people";

useTestDatabase();
afterAll(async () => expect(await checkInvariants()).toEqual([]));

const START = Date.UTC(2030, 0, 1);
const HOUR = 3_600_000;
let clock = START;
const restoreClock = useClock(() => clock);
afterAll(restoreClock);
afterEach(() => {
  clock = START;
});

async function grantId(
  walletId: string,
  sourceKey: string,
  credits: number,
  hours?: number,
): Promise<string> {
  const expiresAt = hours === undefined ? null : new Date(START + hours * HOUR);
  const answer = await grant(walletId, { sourceKey, credits, expiresAt });
  if (!answer.ok) throw new Error(answer.refusal);
  return answer.grantId;
}

describe("a spend", () => {
  it("draws first from what expires first, and says from which grants", async () => {
    const walletId = await makeWallet();
    const forever = await grantId(walletId, "forever", 50);
    const late = await grantId(walletId, "late", 50, 9);
    const soon = await grantId(walletId, "soon", 50, 1);
    expect(await spend(walletId, "a", 120)).toEqual({
      ok: true,
      replayed: false,
      version: 6,
      draws: [
        { grantId: soon, amount: 50 },
        { grantId: late, amount: 50 },
        { grantId: forever, amount: 20 },
      ],
    });
    expect(await readBalance(walletId)).toEqual({ available: 30, held: 0, owed: 0, version: 6 });
  });

  it("tells the wallet when its balance next changes by itself", async () => {
    const walletId = await makeWallet();
    await grantId(walletId, "soon", 50, 1);
    await grantId(walletId, "late", 50, 9);
    await spend(walletId, "a", 60);
    const [wallet] = await sql()`select next_expiry_at from wallets where id = ${walletId}`;
    expect(wallet).toEqual({ next_expiry_at: new Date(START + 9 * HOUR) });
  });

  it("sent again takes nothing more, also when the wallet has run dry since", async () => {
    const walletId = await makeWallet();
    await grantId(walletId, "a", 100);
    const first = await spend(walletId, "a", 60);
    expect(await spend(walletId, "a", 60)).toEqual({ ...first, replayed: true });
    expect((await readBalance(walletId)).available).toBe(40);
  });

  it("refused for want of credits leaves its key free for a try after a top-up", async () => {
    const walletId = await makeWallet();
    expect(await spend(walletId, "a", 10)).toEqual({ ok: false, refusal: "insufficient_credits" });
    await grantId(walletId, "a", 10);
    expect(await spend(walletId, "a", 10)).toMatchObject({ ok: true, replayed: false });
  });
});

describe("a wallet of forty grants", () => {
  async function walletOfForty(): Promise<string> {
    const walletId = await makeWallet();
    for (let hours = 40; hours > 0; hours--) await grantId(walletId, `${hours} hours`, 1, hours);
    return walletId;
  }

  it.each([
    ["the first few", 3],
    ["all that were read first", 20],
    ["more than were read first", 21],
    ["every one", 40],
  ])("pays a spend from %s, soonest expiry first", async (_, credits) => {
    const walletId = await walletOfForty();
    expect(await spend(walletId, "a", credits)).toMatchObject({ ok: true, version: 40 + credits });
    const left = await sql()`
      select min(expires_at) as first, count(*) as count from credit_grants
      where wallet_id = ${walletId} and available > 0`;
    const first = credits === 40 ? null : new Date(START + (credits + 1) * HOUR);
    expect([...left]).toEqual([{ first, count: 40 - credits }]);
    clock = START + 40 * HOUR - 1;
    expect((await readBalance(walletId)).available).toBe(credits === 40 ? 0 : 1);
  });
});

describe("a hundred spends at once", () => {
  it("of one credit each from a wallet of sixty: sixty are paid, forty are refused", async () => {
    const walletId = await makeWallet();
    await grantId(walletId, "a", 30);
    await grantId(walletId, "b", 30, 1);
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, index) => spend(walletId, `${index}`, 1)),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(60);
    expect(await readBalance(walletId)).toEqual({ available: 0, held: 0, owed: 0, version: 62 });
  });

  it("with one key are one spend", async () => {
    const walletId = await makeWallet();
    await grantId(walletId, "a", 1000);
    const answers = await Promise.all(Array.from({ length: 100 }, () => spend(walletId, "same", 7)));
    expect(answers.filter((answer) => answer.ok && !answer.replayed)).toHaveLength(1);
    expect((await readBalance(walletId)).available).toBe(993);
  });
});

describe("a spend is refused", () => {
  it.each([
    ["amount_not_positive", "new", 0],
    ["amount_not_positive", "taken", -1],
    ["amount_too_large", "taken", 1_000_000_000_001],
    ["idempotency_key_reused", "taken", 11],
    ["idempotency_key_reused", "taken", 1000],
    ["insufficient_credits", "new", 91],
  ])("%s: %s key, %d credits, and nothing changes", async (refusal, key, credits) => {
    const walletId = await makeWallet();
    await grantId(walletId, "a", 100);
    await spend(walletId, "taken", 10);
    expect(await spend(walletId, key, credits)).toEqual({ ok: false, refusal });
    expect(await readBalance(walletId)).toEqual({ available: 90, held: 0, owed: 0, version: 2 });
  });

  it("wallet_not_found", async () => {
    expect(await spend(newId(), "a", 1)).toEqual({ ok: false, refusal: "wallet_not_found" });
  });
});
