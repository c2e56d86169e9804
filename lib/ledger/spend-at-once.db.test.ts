import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { useClock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { checkInvariants } from "./check-invariants";
import { readBalance } from "./read-balance";
import { spendAtOnce } from "./spend-at-once";
import type { SpendRequest } from "./spend-credits";
import { spendPlainly } from "./spend-plainly";
import { capture, grant, grantOf, hold, holdOf, makeWallet, spend } from "./testing/people";

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

function request(
  walletId: string,
  key: string,
  credits: number,
  reference: string | null = null,
): SpendRequest {
  return { walletId, key, credits, reference };
}

/** One spend in the one statement, without the ordinary way behind it. */
async function plainly(walletId: string, key: string, credits: number) {
  const [spent] = await spendPlainly(walletId, [request(walletId, key, credits)]);
  return spent;
}

/** Everything written about a wallet, with its ids and the time of its making told by their role. */
async function rowsOf(walletId: string): Promise<string> {
  const tables = ["credit_grants", "ledger_operations", "ledger_entries", "credit_holds", "outbox_events"];
  const [wallet] = await sql()`select * from wallets where id = ${walletId}`;
  const rows: Record<string, unknown>[][] = [[{ ...wallet, user_id: "USER", created_at: "MADE" }]];
  for (const table of tables)
    rows.push([...(await sql()`select * from ${sql()(table)} where wallet_id = ${walletId} order by ctid`)]);
  const ids = await sql()<{ id: string }[]>`
    (select id from credit_grants where wallet_id = ${walletId} order by created_at, id) union all
    (select id from credit_holds where wallet_id = ${walletId} order by created_at, id)`;
  const told = ids.reduce(
    (text, { id }, index) => text.replaceAll(id, `THING ${index}`),
    JSON.stringify(rows, null, 1).replaceAll(walletId, "WALLET"),
  );
  return told.replace(/"id": "[0-9a-f-]{36}"/g, '"id": "FACT"');
}

describe("a spend at once", () => {
  /** A wallet with a past: two grants, one that ends, a spend, a hold that was captured in part and one that is open. */
  async function walletWithAPast(): Promise<string> {
    const walletId = await makeWallet();
    await sql()`update wallets set updated_at = ${new Date(START)} where id = ${walletId}`;
    await grant(walletId, { sourceKey: "forever", credits: 100 });
    clock += 1;
    await grant(walletId, { sourceKey: "soon", credits: 50, expiresAt: new Date(START + HOUR) });
    await spend(walletId, "before", 5);
    const held = await hold(walletId, "held", 5, HOUR);
    if (held.ok) await capture(walletId, held.holdId, 2);
    clock += 1;
    return walletId;
  }

  it.each([
    ["with a reference", 20, 'an "odd" \\ {reference}, null'],
    ["without one", 1, null],
    ["of all but one credit of the grant that is next", 42, "NULL"],
  ])(
    "%s writes exactly the rows that the ordinary way writes, and answers the same",
    async (_, credits, reference) => {
      const quick = await walletWithAPast();
      clock = START;
      const ordinary = await walletWithAPast();
      const [answer] = await spendPlainly(quick, [request(quick, "a", credits, reference)]);
      const other = await spend(ordinary, "a", credits, reference);
      expect(answer).toMatchObject({ replayed: false, version: other.ok ? other.version : "refused" });
      expect(await rowsOf(quick)).toBe(await rowsOf(ordinary));
    },
  );

  it("is followed by the ordinary way as by itself: the same content, the first answer", async () => {
    const walletId = await walletWithAPast();
    const first = await spendAtOnce(request(walletId, "a", 20));
    expect(first).toMatchObject({ ok: true, replayed: false });
    expect(await spend(walletId, "a", 20)).toEqual({ ...first, replayed: true });
    expect(await spendAtOnce(request(walletId, "a", 20))).toEqual({ ...first, replayed: true });
    expect(await spendAtOnce(request(walletId, "a", 21))).toEqual({
      ok: false,
      refusal: "idempotency_key_reused",
    });
  });

  it("that waited for the lock is not dated before what it waited for", async () => {
    const walletId = await walletWithAPast();
    clock += 500;
    await spend(walletId, "later", 1);
    clock -= 500;
    await spendAtOnce(request(walletId, "earlier", 1));
    const dates =
      await sql()`select created_at from ledger_entries where wallet_id = ${walletId} order by seq desc limit 2`;
    expect(dates.map((row) => row.created_at.getTime())).toEqual([clock + 500, clock + 500]);
  });
});

describe("the one statement leaves to the ordinary way, with nothing written,", () => {
  let walletId = "";
  beforeEach(async () => {
    walletId = await makeWallet();
    await grantOf(walletId, 100, new Date(START + HOUR));
  });

  async function expectLeft(key: string, credits: number) {
    const before = await rowsOf(walletId);
    expect(await plainly(walletId, key, credits)).toBeNull();
    expect(await rowsOf(walletId)).toBe(before);
    return spendAtOnce(request(walletId, key, credits));
  }

  it("what empties a grant, and what two grants pay", async () => {
    await grantOf(walletId, 10);
    expect(await expectLeft("empties", 100)).toMatchObject({ ok: true });
    const [wallet] = await sql()`select next_expiry_at from wallets where id = ${walletId}`;
    expect(wallet).toEqual({ next_expiry_at: null });
    const second = await grantOf(walletId, 10, new Date(START + HOUR));
    expect(await expectLeft("two", 15)).toMatchObject({
      ok: true,
      draws: [{ grantId: second, amount: 10 }, { amount: 5 }],
    });
  });

  it("a key that is taken, by the same spend or by another", async () => {
    const first = await spend(walletId, "taken", 5);
    expect(await expectLeft("taken", 5)).toEqual({ ...first, replayed: true });
    expect(await expectLeft("taken", 6)).toEqual({ ok: false, refusal: "idempotency_key_reused" });
  });

  it("more than there is", async () => {
    expect(await expectLeft("a", 101)).toEqual({ ok: false, refusal: "insufficient_credits" });
  });

  it("a wallet where a grant's date has passed or a hold has ended", async () => {
    const forever = await grantOf(walletId, 100);
    await holdOf(walletId, 3, HOUR / 2);
    clock = START + HOUR / 2;
    expect(await expectLeft("hold ended", 1)).toMatchObject({ ok: true });
    expect((await readBalance(walletId)).held).toBe(0);
    clock = START + HOUR;
    expect(await expectLeft("date passed", 1)).toMatchObject({ draws: [{ grantId: forever, amount: 1 }] });
  });

  it("an unknown wallet, and an id that is none", async () => {
    expect(await plainly(newId(), "a", 1)).toBeNull();
    expect(await plainly("' or true --", "a", 1)).toBeNull();
    expect(await spendAtOnce(request(newId(), "a", 1))).toEqual({ ok: false, refusal: "wallet_not_found" });
  });

  it.each([
    ["amount_not_positive", 0],
    ["amount_not_positive", -1],
    ["amount_too_large", 1_000_000_000_001],
  ])("%s: %d credits", async (refusal, credits) => {
    expect(await spendAtOnce(request(walletId, "a", credits))).toEqual({ ok: false, refusal });
  });
});

describe("spends of one wallet that come at once", () => {
  it("are each done once, from the grants in their order, and the last are refused", async () => {
    const walletId = await makeWallet();
    await grantOf(walletId, 30);
    await grantOf(walletId, 30, new Date(START + HOUR));
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, index) => spendAtOnce(request(walletId, `${index}`, 1))),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(60);
    expect(await readBalance(walletId)).toEqual({ available: 0, held: 0, owed: 0, version: 62 });
  });

  it("with one key are one spend", async () => {
    const walletId = await makeWallet();
    await grantOf(walletId, 1000);
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => spendAtOnce(request(walletId, "same", 7))),
    );
    expect(answers.filter((answer) => answer.ok && !answer.replayed)).toHaveLength(1);
    expect((await readBalance(walletId)).available).toBe(993);
  });

  it("are numbered in the order in which they came, also beside spends of the ordinary way", async () => {
    const walletId = await makeWallet();
    await grantOf(walletId, 1000);
    const keys = Array.from({ length: 40 }, (_, index) => `${index}`);
    await Promise.all([
      ...keys.map((key) => spendAtOnce(request(walletId, key, 1))),
      ...keys.map((key) => spend(walletId, `other ${key}`, 1)),
    ]);
    const rows = await sql()`
      select operation_key from ledger_entries where wallet_id = ${walletId} and operation_key not like '%other%'
        and seq > 1 order by seq`;
    expect(rows.map((row) => row.operation_key)).toEqual(keys.map((key) => `spend:${key}`));
    expect(await readBalance(walletId)).toMatchObject({ available: 920, version: 81 });
  });

  it("do not fail with one that cannot be written", async () => {
    const walletId = await makeWallet();
    await grantOf(walletId, 100);
    const keys = ["a", "k".repeat(400), "b"];
    const answers = await Promise.allSettled(keys.map((key) => spendAtOnce(request(walletId, key, 1))));
    expect(answers.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect((await readBalance(walletId)).available).toBe(98);
  });
});

describe("where no such function can be", () => {
  it("every spend takes the ordinary way", async () => {
    await sql()`drop function spend_plainly`;
    const walletId = await makeWallet();
    await grantOf(walletId, 100);
    expect(await plainly(walletId, "a", 1)).toBeNull();
    expect(await spendAtOnce(request(walletId, "b", 1))).toMatchObject({ ok: true, replayed: false });
    expect((await readBalance(walletId)).available).toBe(99);
  });
});
