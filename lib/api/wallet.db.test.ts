import { afterAll, afterEach, describe, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { inTransaction } from "@/db/transaction";
import { makeKey } from "@/lib/api-keys/testing";
import { checkInvariants } from "@/lib/ledger/check-invariants";
import { reverseGrant } from "@/lib/ledger/reverse-grant";
import { grant, grantOf, makeWallet } from "@/lib/ledger/testing/people";
import { useClock } from "@/lib/platform/clock";
import { get, makeClient, post } from "./testing/client";

useTestDatabase();
afterAll(async () => expect(await checkInvariants()).toEqual([]));

const HOUR = 3_600_000;
let ahead = 0;
afterAll(useClock(() => Date.now() + ahead));
afterEach(() => {
  ahead = 0;
});

type Entry = { seq: number; kind: string; credits: number; reference: string | null; created_at: string };
type Page = { data: Entry[]; next_cursor: string | null };

describe("the wallet", () => {
  it("shows totals and the grants in which credits are left, in the order of their use", async () => {
    const walletId = await makeWallet();
    const client = await makeKey(walletId);
    await grant(walletId, { sourceKey: "spent", credits: 5, expiresAt: new Date(Date.now() + HOUR) });
    await post("/spends", client, { credits: 5 });
    await grant(walletId, { sourceKey: "late", credits: 50 });
    await grant(walletId, { sourceKey: "soon", credits: 30, expiresAt: new Date(Date.now() + 9 * HOUR) });
    await post("/holds", client, { credits: 30 });
    const { body } = await get("/wallet", client);
    expect(body).toMatchObject({ id: walletId, available: 50, held: 30, owed: 0, version: 5, plan: null });
    expect(body.grants).toMatchObject([
      { credits: 50, available: 50, held: 0, expires_at: null },
      { credits: 30, available: 0, held: 30 },
    ]);
    expect(body.has_more_grants).toBe(false);
  });

  it("of somebody without credits is empty, and knows it by an ETag too", async () => {
    const { body, headers } = await get("/wallet", await makeClient(0));
    expect(body).toMatchObject({ available: 0, version: 0, grants: [], changes_at: null });
    expect(headers.get("etag")).toBe('"0"');
  });

  it("changes its ETag with every change, also one that comes by itself", async () => {
    const walletId = await makeWallet();
    const client = await makeKey(walletId);
    await grant(walletId, { sourceKey: "soon", credits: 30, expiresAt: new Date(Date.now() + HOUR) });
    const first = (await get("/wallet", client)).headers.get("etag") ?? "";
    expect((await get("/wallet", client, { "If-None-Match": first })).status).toBe(304);
    ahead = HOUR + 1;
    const after = await get("/wallet", client, { "If-None-Match": first });
    expect(after).toMatchObject({ status: 200, body: { available: 0, version: 2 } });
    expect(after.headers.get("etag")).toBe('"2"');
    expect((await get("/wallet", client, { "If-None-Match": '"2"' })).status).toBe(304);
  });

  it("shows the same bytes under the same ETag, also once the date of a grant that was emptied has passed", async () => {
    const walletId = await makeWallet();
    const client = await makeKey(walletId);
    const soon = await grantOf(walletId, 30, new Date(Date.now() + HOUR));
    await grantOf(walletId, 30, new Date(Date.now() + 9 * HOUR));
    await inTransaction((tx) =>
      reverseGrant(tx, { walletId, grantId: soon, key: "refund", credits: 30, reference: null }),
    );
    const before = await get("/wallet", client);
    ahead = 2 * HOUR;
    const after = await get("/wallet", client);
    expect(after.headers.get("etag")).toBe(before.headers.get("etag"));
    expect(after.text).toBe(before.text);
  });

  it("lists the hundred grants that are used first of somebody who has more", async () => {
    const client = await makeClient(0);
    for (let number = 0; number < 101; number++)
      await grant(client.walletId, { sourceKey: `g${number}`, credits: 1 });
    const { body } = await get("/wallet", client);
    expect([(body.grants as unknown[]).length, body.has_more_grants]).toEqual([100, true]);
  });
});

describe("the entries", () => {
  async function walk(client: { key: string }, query: string): Promise<{ pages: number[]; seqs: number[] }> {
    const pages: number[] = [];
    const seqs: number[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const more: string = cursor ? `&cursor=${cursor}` : "";
      const { body } = await get(`/wallet/entries?${query}${more}`, client);
      const { data, next_cursor } = body as Page;
      pages.push(data.length);
      seqs.push(...data.map(({ seq }) => seq));
      cursor = next_cursor;
    }
    return { pages, seqs };
  }

  it("come newest first, page by page, each once", async () => {
    const client = await makeClient(100);
    for (let time = 0; time < 6; time++) await post("/spends", client, { credits: 1 });
    expect(await walk(client, "limit=3")).toEqual({ pages: [3, 3, 1], seqs: [7, 6, 5, 4, 3, 2, 1] });
    expect(await walk(client, "limit=7")).toEqual({ pages: [7], seqs: [7, 6, 5, 4, 3, 2, 1] });
  });

  it("of later do not move the pages of somebody who is reading", async () => {
    const client = await makeClient(100);
    for (let time = 0; time < 3; time++) await post("/spends", client, { credits: 1 });
    const first = (await get("/wallet/entries?limit=2", client)).body as Page;
    await post("/spends", client, { credits: 1 });
    const next = (await get(`/wallet/entries?limit=2&cursor=${first.next_cursor}`, client)).body as Page;
    expect([...first.data, ...next.data].map(({ seq }) => seq)).toEqual([4, 3, 2, 1]);
  });

  it("are found by cause, by reference and by date", async () => {
    const client = await makeClient(100);
    await post("/spends", client, { credits: 1, reference: "cat" });
    ahead = HOUR;
    const middle = new Date(Date.now() + ahead - 1).toISOString();
    await post("/spends", client, { credits: 2, reference: "dog" });
    await post("/holds", client, { credits: 3, reference: "cat" });
    const found = async (query: string) =>
      ((await get(`/wallet/entries?${query}`, client)).body as Page).data.map(({ credits }) => credits);
    expect(await found("kind=spend")).toEqual([2, 1]);
    expect(await found("kind=grant")).toEqual([100]);
    expect(await found("reference=cat")).toEqual([3, 1]);
    expect(await found(`from=${middle}`)).toEqual([3, 2]);
    expect(await found(`to=${middle}`)).toEqual([1, 100]);
    expect(await found(`kind=spend&reference=cat&to=${middle}`)).toEqual([1]);
    expect(await found("reference=ca")).toEqual([]);
  });

  it("refuse a query that they do not know", async () => {
    const client = await makeClient(0);
    const wrong = [
      "limit=0",
      "limit=101",
      "limit=1.5",
      "limit=-1",
      "limit=",
      "cursor=x",
      "cursor=",
      "kind=gift",
      "limit=5&limit=6",
      "kind=spend&kind=hold",
    ];
    for (const query of [
      ...wrong,
      "from=yesterday",
      "to=2026-13-01T00:00:00Z",
      "from=0000-01-01T00:00:00Z",
      "page=2",
      "reference=",
    ]) {
      const [name] = query.split("=");
      expect(await get(`/wallet/entries?${query}`, client)).toMatchObject({
        status: 422,
        body: { code: "request_invalid", errors: [{ pointer: `#/${name}` }] },
      });
    }
  });

  it("are asked for from the first moment that can be written until the last", async () => {
    const client = await makeClient(1);
    const ends = ["1970-01-01T00:00:00Z", "9999-12-31T23:59:59-23:59"];
    for (const from of ends)
      for (const to of ends)
        expect((await get(`/wallet/entries?from=${from}&to=${to}`, client)).status).toBe(200);
    const all = await get(`/wallet/entries?from=${ends[0]}&to=${ends[1]}`, client);
    expect((all.body as Page).data.length).toBe(1);
  });

  it("of a due wallet are those it has once it was brought up to date", async () => {
    const walletId = await makeWallet();
    const client = await makeKey(walletId);
    await grant(walletId, { sourceKey: "soon", credits: 30, expiresAt: new Date(Date.now() + HOUR) });
    ahead = HOUR + 1;
    const { body } = await get("/wallet/entries", client);
    expect((body as Page).data.map(({ kind }) => kind)).toEqual(["expire", "grant"]);
  });
});

describe("the subscription and the catalog", () => {
  it("say that there is no plan, and what is on sale in minor units", async () => {
    const client = await makeClient(0);
    expect((await get("/subscription", client)).body).toEqual({
      status: "none",
      plan: null,
      interval: null,
      current_period: null,
      expires_at: null,
      cancel_at: null,
      period_allotment: null,
      monthly_allotment: null,
    });
    const { packs, plans } = (await get("/catalog", client)).body as { packs: object[]; plans: object[] };
    expect(packs[0]).toMatchObject({ id: "starter", credits: 100, validity_months: 12 });
    expect(packs[0]).toMatchObject({ prices: expect.arrayContaining([{ currency: "jpy", amount: 750 }]) });
    const yearly = { interval: "year", currency: "jpy", amount: 43_500, credits: 12_000 };
    expect(plans[1]).toMatchObject({ id: "pro", rollover: "capped", trial_days: 7, trial_credits: 100 });
    expect(plans[1]).toMatchObject({ prices: expect.arrayContaining([yearly]) });
  });
});

describe("a 304", () => {
  it("reads one row of one table, and nothing more", async () => {
    const client = await makeClient(100);
    await get("/wallet", client);
    const asked: string[] = [];
    const { options } = sql();
    const before = options.debug;
    options.debug = (_, query) => asked.push(query);
    for (const path of ["/wallet", "/wallet/entries", "/subscription"])
      expect((await get(path, client, { "If-None-Match": "*" })).status).toBe(304);
    options.debug = before;
    expect(asked.length).toBe(3);
    for (const query of asked) expect(query).toMatch(/from wallets where id = any\(\$1::uuid\[\]\)$/);
  });
});
