import { afterAll, afterEach, describe, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { inTransaction } from "@/db/transaction";
import { useClock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { checkInvariants } from "./check-invariants";
import { grantToLockedWallet } from "./grant-credits";
import { lockWallet } from "./lock-wallet";
import { readBalance } from "./read-balance";
import { grant, makeDebt, makeWallet, spend } from "./testing/people";

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

describe("a grant", () => {
  it("adds its credits, its entry, its version and its fact at once", async () => {
    const walletId = await makeWallet();
    const answer = await grant(walletId, { sourceKey: "a", credits: 500, reference: "order 1" });
    expect(answer).toMatchObject({ ok: true, replayed: false, version: 1, repaid: 0 });
    expect(await readBalance(walletId)).toEqual({ available: 500, held: 0, owed: 0, version: 1 });
    const facts =
      await sql()`select type, wallet_version, data from outbox_events where wallet_id = ${walletId}`;
    expect([...facts]).toEqual([
      {
        type: "credits.granted",
        wallet_version: 1,
        data: { source: "adjustment", credits: 500, repaid: 0, reference: "order 1", expiresAt: null },
      },
    ]);
  });

  it("sent again gets its first answer, also after later grants, and adds nothing", async () => {
    const walletId = await makeWallet();
    const first = await grant(walletId, { sourceKey: "a" });
    await grant(walletId, { sourceKey: "b" });
    expect(await grant(walletId, { sourceKey: "a" })).toEqual({ ...first, replayed: true });
    expect((await readBalance(walletId)).available).toBe(200);
  });

  it("sent again after its credits have expired still gets its first answer", async () => {
    const walletId = await makeWallet();
    const expiresAt = new Date(START + HOUR);
    const first = await grant(walletId, { sourceKey: "a", expiresAt });
    clock = START + 2 * HOUR;
    expect(await grant(walletId, { sourceKey: "a", expiresAt })).toEqual({ ...first, replayed: true });
    expect((await readBalance(walletId)).available).toBe(0);
  });

  it("of one source to two wallets is two grants: keys are the wallet's own", async () => {
    const answers = [
      await grant(await makeWallet(), { sourceKey: "x" }),
      await grant(await makeWallet(), { sourceKey: "x" }),
    ];
    expect(answers.map((answer) => answer.ok && answer.replayed)).toEqual([false, false]);
  });

  it("leaves nothing behind when its transaction is rolled back", async () => {
    const walletId = await makeWallet();
    const attempt = inTransaction(async (tx) => {
      const wallet = await lockWallet(tx, walletId);
      if (wallet) await grantToLockedWallet(tx, wallet, { ...REQUEST, sourceKey: "a" });
      throw new Error("the caller failed");
    });
    await expect(attempt).rejects.toThrow("the caller failed");
    expect(await readBalance(walletId)).toEqual({ available: 0, held: 0, owed: 0, version: 0 });
    expect(await grant(walletId, { sourceKey: "a" })).toMatchObject({ ok: true, replayed: false });
  });

  it("cannot be written twice from one reading of the wallet", async () => {
    const walletId = await makeWallet();
    const attempt = inTransaction(async (tx) => {
      const wallet = await lockWallet(tx, walletId);
      if (!wallet) return;
      await grantToLockedWallet(tx, wallet, { ...REQUEST, sourceKey: "a" });
      await grantToLockedWallet(tx, wallet, { ...REQUEST, sourceKey: "b" });
    });
    await expect(attempt).rejects.toThrow("ledger_entries_pkey");
  });
});

const REQUEST = {
  source: "adjustment",
  stripePaymentIntentId: null,
  credits: 100,
  expiresAt: null,
  reference: null,
} as const;

describe("fifty grants at once", () => {
  it("with one key are one grant, and all get the same answer", async () => {
    const walletId = await makeWallet();
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => grant(walletId, { sourceKey: "pi:one" })),
    );
    expect(answers.filter((answer) => answer.ok && !answer.replayed)).toHaveLength(1);
    expect(new Set(answers.map((answer) => answer.ok && answer.grantId)).size).toBe(1);
    expect(await readBalance(walletId)).toEqual({ available: 100, held: 0, owed: 0, version: 1 });
  });

  it("with fifty keys are fifty grants, numbered without a gap", async () => {
    const walletId = await makeWallet();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) => grant(walletId, { sourceKey: `pi:${index}` })),
    );
    const versions = answers.map((answer) => (answer.ok ? answer.version : 0)).sort((a, b) => a - b);
    expect(versions).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    expect((await readBalance(walletId)).available).toBe(5000);
  });
});

describe("debt is repaid first", () => {
  async function indebted(credits: number): Promise<string> {
    const walletId = await makeWallet();
    const first = await grant(walletId, { sourceKey: "first", credits });
    if (!first.ok) throw new Error(first.refusal);
    await spend(walletId, "all", credits);
    await makeDebt(walletId, { grantId: first.grantId, credits });
    expect((await readBalance(walletId)).owed).toBe(credits);
    return walletId;
  }

  it.each([
    ["part of it", 30, { repaid: 30, version: 5 }, { available: 0, owed: 10 }],
    ["all of it to the credit", 40, { repaid: 40, version: 5 }, { available: 0, owed: 0 }],
    ["all of it with some to spare", 100, { repaid: 40, version: 5 }, { available: 60, owed: 0 }],
  ])("a grant repays %s", async (_, credits, answer, balance) => {
    const walletId = await indebted(40);
    const granted = await grant(walletId, { sourceKey: "next", credits });
    expect(granted).toMatchObject({ ok: true, ...answer });
    expect(await readBalance(walletId)).toMatchObject(balance);
    expect(await grant(walletId, { sourceKey: "next", credits })).toEqual({ ...granted, replayed: true });
  });

  it("a grant that went to debt whole leaves no date on the wallet", async () => {
    const walletId = await indebted(40);
    await grant(walletId, { sourceKey: "next", credits: 40, expiresAt: new Date(START + HOUR) });
    const [wallet] = await sql()`select next_expiry_at from wallets where id = ${walletId}`;
    expect(wallet).toEqual({ next_expiry_at: null });
  });
});

describe("a grant is refused", () => {
  it.each([
    ["amount_not_positive", { credits: 0 }],
    ["amount_not_positive", { credits: -5, expiresAt: new Date(0) }],
    ["amount_too_large", { credits: 1_000_000_000_001, expiresAt: new Date(0) }],
    ["expiry_in_the_past", { expiresAt: new Date(START) }],
    ["expiry_in_the_past", { sourceKey: "taken", expiresAt: new Date(START) }],
    ["idempotency_key_reused", { sourceKey: "taken", credits: 101 }],
    ["idempotency_key_reused", { sourceKey: "taken", source: "plan" as const }],
    ["idempotency_key_reused", { sourceKey: "taken", expiresAt: new Date(START + HOUR) }],
    ["idempotency_key_reused", { sourceKey: "taken", reference: "other" }],
  ])("%s: %o, and nothing changes", async (refusal, change) => {
    const walletId = await makeWallet();
    await grant(walletId, { sourceKey: "taken" });
    expect(await grant(walletId, { sourceKey: "new", ...change })).toEqual({ ok: false, refusal });
    expect(await readBalance(walletId)).toEqual({ available: 100, held: 0, owed: 0, version: 1 });
  });

  it("wallet_not_found, before anything else is looked at", async () => {
    expect(await grant(newId(), { sourceKey: "a", credits: 0 })).toEqual({
      ok: false,
      refusal: "wallet_not_found",
    });
  });

  it("by the database when the payment it names is not there", async () => {
    const walletId = await makeWallet();
    const attempt = grant(walletId, { sourceKey: "pi:x", source: "pack", stripePaymentIntentId: "pi_x" });
    await expect(attempt).rejects.toThrow("grant_of_a_payment");
  });
});
