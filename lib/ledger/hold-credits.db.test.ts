import { afterAll, describe, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { inTransaction } from "@/db/transaction";
import { newId } from "@/lib/platform/ids";
import { checkInvariants } from "./check-invariants";
import { findHold } from "./find-hold";
import { HOLD_MS_DEFAULT, HOLD_MS_MAX, holdCredits } from "./hold-credits";
import { readBalance } from "./read-balance";
import { useStandingClock } from "./testing/clock";
import { capture, grantOf, hold, holdOf, makeWallet, release, spend } from "./testing/people";

useTestDatabase();
afterAll(async () => expect(await checkInvariants()).toEqual([]));
const { inMinutes, moveTo } = useStandingClock();

const DAY = 24 * 60;

async function walletOf(credits: number): Promise<string> {
  const walletId = await makeWallet();
  await grantOf(walletId, credits);
  return walletId;
}

const nextChangeOf = async (walletId: string) => {
  const [wallet] = await sql()`select next_expiry_at as at from wallets where id = ${walletId}`;
  return wallet?.at;
};

describe("a hold", () => {
  it("puts credits aside from what expires first, and says from which grants and until when", async () => {
    const walletId = await makeWallet();
    const forever = await grantOf(walletId, 50);
    const soon = await grantOf(walletId, 30, inMinutes(DAY));
    const answer = await hold(walletId, "a", 40);
    expect(answer).toEqual({
      ok: true,
      replayed: false,
      holdId: expect.any(String),
      version: 4,
      expiresAt: inMinutes(15),
      draws: [
        { grantId: soon, amount: 30 },
        { grantId: forever, amount: 10 },
      ],
    });
    expect(await readBalance(walletId)).toEqual({ available: 40, held: 40, owed: 0, version: 4 });
  });

  it("can be found, open, with all that was asked for, and by its own wallet only", async () => {
    const walletId = await walletOf(100);
    const answer = await inTransaction((tx) =>
      holdCredits(tx, { walletId, key: "a", credits: 10, reference: "picture 7", forMs: 60_000 }),
    );
    const holdId = answer.ok ? answer.holdId : "";
    expect(await findHold(walletId, holdId)).toEqual({
      id: holdId,
      state: "open",
      credits: 10,
      captured: 0,
      reference: "picture 7",
      expiresAt: inMinutes(1).toISOString(),
      createdAt: inMinutes(0).toISOString(),
      endedAt: null,
    });
    expect(await findHold(await makeWallet(), holdId)).toBeNull();
  });

  it("tells the others once, with its end", async () => {
    const walletId = await walletOf(100);
    const holdId = await holdOf(walletId, 10);
    const facts = await sql()`
      select subject, wallet_version, data from outbox_events
      where wallet_id = ${walletId} and type = 'credits.held'`;
    const data = { credits: 10, reference: null, expiresAt: inMinutes(15).toISOString() };
    expect([...facts]).toEqual([{ subject: holdId, wallet_version: 2, data }]);
  });

  it("keeps its credits from every spend", async () => {
    const walletId = await walletOf(100);
    await holdOf(walletId, 60);
    expect(await spend(walletId, "too much", 41)).toEqual({ ok: false, refusal: "insufficient_credits" });
    expect(await spend(walletId, "the rest", 40)).toMatchObject({ ok: true });
  });

  it("moves the wallet's date to its end, unless a grant expires before", async () => {
    const walletId = await walletOf(100);
    await holdOf(walletId, 10);
    expect(await nextChangeOf(walletId)).toEqual(inMinutes(15));
    await grantOf(walletId, 10, inMinutes(5));
    await hold(walletId, "drawn from what is undated too", 15);
    expect(await nextChangeOf(walletId)).toEqual(inMinutes(5));
    await spend(walletId, "a spend forgets no hold", 50);
    expect((await nextChangeOf(walletId)) <= inMinutes(15)).toBe(true);
  });
});

describe("a hold asked for again", () => {
  it("holds nothing more and gets its first answer, however the wallet has changed", async () => {
    const walletId = await walletOf(100);
    const first = await hold(walletId, "a", 60);
    expect(await hold(walletId, "a", 60)).toEqual({ ...first, replayed: true });
    await spend(walletId, "b", 40);
    expect(await hold(walletId, "a", 60)).toEqual({ ...first, replayed: true });
    expect(await readBalance(walletId)).toMatchObject({ available: 0, held: 60 });
  });

  it.each([
    ["captured", (walletId: string, holdId: string) => capture(walletId, holdId, 10)],
    ["released", (walletId: string, holdId: string) => release(walletId, holdId)],
    ["ended by time", async () => moveTo(16)],
  ])("after it was %s still gets its first answer", async (_, end) => {
    const walletId = await walletOf(100);
    const first = await hold(walletId, "a", 60);
    await end(walletId, first.ok ? first.holdId : "");
    expect(await hold(walletId, "a", 60)).toEqual({ ...first, replayed: true });
    expect((await readBalance(walletId)).held).toBe(0);
  });

  it("with the default length by its name is the same request", async () => {
    const walletId = await walletOf(100);
    const first = await hold(walletId, "a", 60);
    expect(await hold(walletId, "a", 60, HOLD_MS_DEFAULT)).toEqual({ ...first, replayed: true });
  });
});

describe("twenty holds at once", () => {
  it("with one key are one hold", async () => {
    const walletId = await walletOf(1000);
    const answers = await Promise.all(Array.from({ length: 20 }, () => hold(walletId, "same", 7)));
    expect(answers.filter((answer) => answer.ok && !answer.replayed)).toHaveLength(1);
    expect(new Set(answers.map((answer) => answer.ok && answer.holdId)).size).toBe(1);
    expect(await readBalance(walletId)).toMatchObject({ available: 993, held: 7 });
  });

  it("of three credits each from a wallet of thirty: ten are held, ten are refused", async () => {
    const walletId = await walletOf(20);
    await grantOf(walletId, 10, inMinutes(DAY));
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => hold(walletId, `${index}`, 3)),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(10);
    expect(await readBalance(walletId)).toMatchObject({ available: 0, held: 30 });
  });
});

describe("a hold is refused", () => {
  it.each([
    ["amount_not_positive", "new", 0, HOLD_MS_MAX + 1],
    ["amount_too_large", "taken", 1_000_000_000_001, HOLD_MS_MAX + 1],
    ["hold_too_long", "taken", 11, HOLD_MS_MAX + 1],
    ["idempotency_key_reused", "taken", 11, undefined],
    ["idempotency_key_reused", "taken", 1000, undefined],
    ["idempotency_key_reused", "taken", 10, HOLD_MS_MAX],
    ["insufficient_credits", "new", 91, HOLD_MS_MAX],
  ])("%s: %s key, %d credits, %d ms, and nothing changes", async (refusal, key, credits, forMs) => {
    const walletId = await walletOf(100);
    await hold(walletId, "taken", 10);
    expect(await hold(walletId, key, credits, forMs)).toEqual({ ok: false, refusal });
    expect(await readBalance(walletId)).toEqual({ available: 90, held: 10, owed: 0, version: 2 });
  });

  it("wallet_not_found", async () => {
    expect(await hold(newId(), "a", 1)).toEqual({ ok: false, refusal: "wallet_not_found" });
  });

  it("for want of credits with its key left free for a try after a top-up", async () => {
    const walletId = await makeWallet();
    expect(await hold(walletId, "a", 10)).toEqual({ ok: false, refusal: "insufficient_credits" });
    await grantOf(walletId, 10);
    expect(await hold(walletId, "a", 10)).toMatchObject({ ok: true, replayed: false });
  });

  it.each([0, -1, 1.5, Number.NaN])(
    "not, but thrown at its caller, when it is to last %d ms",
    async (forMs) => {
      const walletId = await walletOf(100);
      await expect(hold(walletId, "a", 1, forMs)).rejects.toThrow("hold_length_not_positive");
    },
  );
});
