import { afterAll, describe, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { inTransaction } from "@/db/transaction";
import { revokeApiKey } from "@/lib/api-keys/revoke-api-key";
import { checkInvariants } from "@/lib/ledger/check-invariants";
import { lockWallet } from "@/lib/ledger/lock-wallet";
import { readBalance } from "@/lib/ledger/read-balance";
import { grant } from "@/lib/ledger/testing/people";
import { call, get, makeClient, post } from "./testing/client";

useTestDatabase();
afterAll(async () => expect(await checkInvariants()).toEqual([]));

describe("a spend", () => {
  it("uses credits and says which grants paid", async () => {
    const client = await makeClient(100);
    const answer = await post("/spends", client, { credits: 30, reference: "an avatar" });
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      credits: 30,
      reference: "an avatar",
      draws: [{ grant_id: expect.any(String), credits: 30 }],
      wallet_version: 2,
      created_at: expect.stringMatching(/Z$/),
    });
    expect(answer.headers.get("idempotent-replayed")).toBeNull();
    expect(await readBalance(client.walletId)).toMatchObject({ available: 70 });
  });

  it("is read again as it was answered, however much happens after", async () => {
    const client = await makeClient(100);
    const made = await post("/spends", client, { credits: 30 });
    await post("/spends", client, { credits: 10 });
    expect((await get(`/spends/${made.body.id}`, client)).text).toBe(made.text);
  });

  it("is refused with what there is and what lacks, and its key works after a top-up", async () => {
    const client = await makeClient(20);
    const key = { "Idempotency-Key": "order-7" };
    const refused = await post("/spends", client, { credits: 50 }, key);
    expect(refused.status).toBe(402);
    expect(refused.body).toMatchObject({ code: "insufficient_credits", available: 20, missing: 30 });
    await grant(client.walletId, { sourceKey: "top-up", credits: 30 });
    const done = await post("/spends", client, { credits: 50 }, key);
    expect([done.status, done.headers.get("idempotent-replayed")]).toEqual([201, null]);
  });
});

describe("the same Idempotency-Key", () => {
  it("with the same request gives the first answer again, byte for byte, also in another order of fields", async () => {
    const client = await makeClient(100);
    const key = { "Idempotency-Key": "k" };
    const first = await post("/spends", client, { credits: 30, reference: "a" }, key);
    await post("/spends", client, { credits: 1 });
    const again = await post("/spends", client, { reference: "a", credits: 30 }, key);
    expect([again.status, again.text]).toEqual([first.status, first.text]);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(await readBalance(client.walletId)).toMatchObject({ available: 69 });
  });

  it("with another body is refused, and changes nothing", async () => {
    const client = await makeClient(100);
    const key = { "Idempotency-Key": "k" };
    await post("/spends", client, { credits: 30 }, key);
    for (const body of [{ credits: 31 }, { credits: 30, reference: "a" }])
      expect(await post("/spends", client, body, key)).toMatchObject({
        status: 409,
        body: { code: "idempotency_key_reused" },
      });
    expect(await readBalance(client.walletId)).toMatchObject({ available: 70 });
  });

  it("belongs to one wallet: another may use the same text", async () => {
    const [mine, yours] = [await makeClient(100), await makeClient(100)];
    const key = { "Idempotency-Key": "k" };
    await post("/spends", mine, { credits: 30 }, key);
    expect((await post("/spends", yours, { credits: 5 }, key)).status).toBe(201);
  });

  it("sent twenty times at once spends once and gives one answer twenty times", async () => {
    const client = await makeClient(100);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        post("/spends", client, { credits: 30 }, { "Idempotency-Key": "at-once" }),
      ),
    );
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    const replays = answers.filter(({ headers }) => headers.get("idempotent-replayed") === "true");
    expect(replays.length).toBe(19);
    expect(await readBalance(client.walletId)).toMatchObject({ available: 70 });
  });

  it("spends nothing more after its stored answer was trimmed", async () => {
    const client = await makeClient(100);
    const key = { "Idempotency-Key": "old" };
    const first = await post("/spends", client, { credits: 30 }, key);
    await sql()`delete from api_requests where wallet_id = ${client.walletId}`;
    const again = await post("/spends", client, { credits: 30 }, key);
    expect([again.status, again.text]).toEqual([first.status, first.text]);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    await sql()`delete from api_requests where wallet_id = ${client.walletId}`;
    expect((await post("/spends", client, { credits: 31 }, key)).body.code).toBe("idempotency_key_reused");
    expect(await readBalance(client.walletId)).toMatchObject({ available: 70 });
  });

  it("is refused when its key is revoked while its body is still on the way", async () => {
    const client = await makeClient(100);
    // Made when it is asked for and not before, which is after the key was looked up.
    const body = new ReadableStream(
      {
        async pull(controller) {
          await revokeApiKey({ walletId: client.walletId, id: client.keyId });
          controller.enqueue(Buffer.from('{"credits":30}'));
          controller.close();
        },
      },
      { highWaterMark: 0 },
    );
    const headers = {
      Authorization: `Bearer ${client.key}`,
      "Content-Type": "application/json",
      "Idempotency-Key": "slow",
    };
    const request = { method: "POST", headers, body, duplex: "half" };
    const answer = await call("/spends", request);
    expect(answer).toMatchObject({ status: 401, body: { code: "api_key_invalid" } });
    expect(await readBalance(client.walletId)).toMatchObject({ available: 100 });
  });

  it("is told to come back when the wallet stays locked for long", async () => {
    const client = await makeClient(100);
    await inTransaction(async (tx) => {
      await lockWallet(tx, client.walletId);
      const answer = await post("/spends", client, { credits: 30 });
      expect(answer).toMatchObject({ status: 409, body: { code: "request_in_progress" } });
      expect(answer.headers.get("retry-after")).toBe("1");
    });
    expect(await readBalance(client.walletId)).toMatchObject({ available: 100 });
  });
});
