import { afterAll, describe, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { newId } from "@/lib/platform/ids";
import { checkInvariants } from "./check-invariants";
import { findOperation } from "./find-operation";
import { listGrants } from "./list-grants";
import { readBalance } from "./read-balance";
import { useStandingClock } from "./testing/clock";
import { adjust, grantOf, holdOf, makeDebt, makeWallet, spend } from "./testing/people";

useTestDatabase();
afterAll(async () => expect(await checkInvariants()).toEqual([]));
const { inMinutes, moveTo } = useStandingClock();

const HOUR = 60;

async function walletOf(credits: number): Promise<string> {
  const walletId = await makeWallet();
  await grantOf(walletId, credits);
  return walletId;
}

describe("an adjustment upwards", () => {
  it("is a grant of its own, with its expiry, its reason and its operator", async () => {
    const walletId = await walletOf(100);
    const expiresAt = inMinutes(HOUR);
    const answer = await adjust(walletId, "a", 40, { reason: "sorry", operator: "user-7", expiresAt });
    expect(answer).toMatchObject({ ok: true, replayed: false, version: 2, repaid: 0, draws: [] });
    expect(await listGrants(walletId, { limit: 1 })).toMatchObject([
      { source: "adjustment", amount: 40, available: 40, expiresAt: expiresAt.toISOString() },
    ]);
    expect(await findOperation(walletId, "adjust:a")).toMatchObject({
      kind: "adjust",
      amount: 40,
      reference: "sorry",
    });
    const [operation] = await sql()`select operator from ledger_operations where key = 'adjust:a'`;
    expect(operation).toEqual({ operator: "user-7" });
    moveTo(HOUR);
    expect((await readBalance(walletId)).available).toBe(100);
  });

  it.each([
    ["in part", 40, { available: 0, owed: 60 }, 40],
    ["whole, with some to spare", 130, { available: 30, owed: 0 }, 100],
  ])("repays debt first, %s", async (_, credits, balance, repaid) => {
    const walletId = await makeWallet();
    const grantId = await grantOf(walletId, 100);
    await spend(walletId, "all", 100);
    await makeDebt(walletId, { grantId, credits: 100 });
    expect(await adjust(walletId, "a", credits)).toMatchObject({ ok: true, repaid });
    expect(await readBalance(walletId)).toMatchObject(balance);
  });
});

describe("an adjustment downwards", () => {
  it("takes from what expires first, and says from which grants", async () => {
    const walletId = await makeWallet();
    const forever = await grantOf(walletId, 50);
    const soon = await grantOf(walletId, 50, inMinutes(HOUR));
    expect(await adjust(walletId, "a", -70)).toEqual({
      ok: true,
      replayed: false,
      version: 4,
      grantId: null,
      repaid: 0,
      draws: [
        { grantId: soon, amount: 50 },
        { grantId: forever, amount: 20 },
      ],
    });
    expect(await readBalance(walletId)).toMatchObject({ available: 30, owed: 0 });
  });

  it("never takes held credits, and never makes debt", async () => {
    const walletId = await walletOf(100);
    await holdOf(walletId, 60);
    expect(await adjust(walletId, "a", -41)).toEqual({ ok: false, refusal: "insufficient_credits" });
    expect(await adjust(walletId, "a", -40)).toMatchObject({ ok: true, replayed: false });
  });

  it("may take what a hold gave back that has ended", async () => {
    const walletId = await walletOf(100);
    await holdOf(walletId, 60);
    moveTo(15);
    expect(await adjust(walletId, "a", -100)).toMatchObject({ ok: true });
  });
});

describe("an adjustment", () => {
  it("tells the others once, without naming the operator", async () => {
    const walletId = await walletOf(100);
    const given = await adjust(walletId, "a", 40);
    await adjust(walletId, "b", -40);
    const facts = await sql()`
      select subject, data from outbox_events
      where wallet_id = ${walletId} and type = 'credits.adjusted' order by wallet_version`;
    expect([...facts]).toEqual([
      {
        subject: given.ok && given.grantId,
        data: { credits: 40, repaid: 0, reason: "by hand", expiresAt: null },
      },
      { subject: "adjust:b", data: { credits: -40, reason: "by hand" } },
    ]);
  });

  it.each([40, -40])("of %d sent again changes nothing and gets its first answer", async (credits) => {
    const walletId = await walletOf(100);
    const first = await adjust(walletId, "a", credits);
    await spend(walletId, "b", 60);
    expect(await adjust(walletId, "a", credits)).toEqual({ ...first, replayed: true });
    expect((await readBalance(walletId)).available).toBe(40 + credits);
  });

  it("upwards sent again after its credits have expired still gets its first answer", async () => {
    const walletId = await walletOf(100);
    const first = await adjust(walletId, "a", 40, { expiresAt: inMinutes(HOUR) });
    moveTo(2 * HOUR);
    const again = await adjust(walletId, "a", 40, { expiresAt: inMinutes(HOUR) });
    expect(again).toEqual({ ...first, replayed: true });
  });

  it.each([40, -40])("of %d twenty times at once is one", async (credits) => {
    const walletId = await walletOf(100);
    const answers = await Promise.all(Array.from({ length: 20 }, () => adjust(walletId, "a", credits)));
    expect(answers.filter((answer) => answer.ok && !answer.replayed)).toHaveLength(1);
    expect((await readBalance(walletId)).available).toBe(100 + credits);
  });

  it("refused for want of credits leaves its key free", async () => {
    const walletId = await makeWallet();
    expect(await adjust(walletId, "a", -10)).toMatchObject({ refusal: "insufficient_credits" });
    await grantOf(walletId, 10);
    expect(await adjust(walletId, "a", -10)).toMatchObject({ ok: true, replayed: false });
  });
});

describe("an adjustment is refused", () => {
  const past = inMinutes(0);
  it.each([
    ["amount_zero", "taken", 0, { reason: "" }],
    ["amount_too_large", "taken", 1_000_000_000_001, { reason: "" }],
    ["amount_too_large", "taken", -1_000_000_000_001, { reason: "" }],
    ["reason_missing", "taken", 11, { reason: " ", expiresAt: past }],
    ["expiry_in_the_past", "taken", 11, { expiresAt: past }],
    ["idempotency_key_reused", "taken", 11, {}],
    ["idempotency_key_reused", "taken", -10, {}],
    ["idempotency_key_reused", "taken", -1000, {}],
    ["idempotency_key_reused", "taken", 10, { reason: "other" }],
    ["idempotency_key_reused", "taken", 10, { operator: "other" }],
    ["idempotency_key_reused", "taken", 10, { expiresAt: inMinutes(HOUR) }],
    ["insufficient_credits", "new", -111, {}],
  ])("%s: %s key, %d credits, %o, and nothing changes", async (refusal, key, credits, change) => {
    const walletId = await walletOf(100);
    await adjust(walletId, "taken", 10);
    expect(await adjust(walletId, key, credits, change)).toEqual({ ok: false, refusal });
    expect(await readBalance(walletId)).toEqual({ available: 110, held: 0, owed: 0, version: 2 });
  });

  it("wallet_not_found", async () => {
    expect(await adjust(newId(), "a", 0)).toEqual({ ok: false, refusal: "wallet_not_found" });
  });

  it("not, but thrown at its caller, without an operator, and by the database too", async () => {
    const walletId = await walletOf(100);
    await expect(adjust(walletId, "a", 10, { operator: "" })).rejects.toThrow("operator_missing");
    const byHand = sql()`
      insert into ledger_operations (wallet_id, key, kind, amount, request_hash)
      values (${walletId}, 'adjust:x', 'adjust', 1, '')`;
    await expect(byHand).rejects.toThrow("adjustment_names_its_operator");
  });
});
