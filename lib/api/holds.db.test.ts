import { afterAll, afterEach, describe, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { checkInvariants } from "@/lib/ledger/check-invariants";
import { readBalance } from "@/lib/ledger/read-balance";
import { useClock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { get, makeClient, post } from "./testing/client";

useTestDatabase();
afterAll(async () => expect(await checkInvariants()).toEqual([]));

const MINUTE = 60_000;
let ahead = 0;
afterAll(useClock(() => Date.now() + ahead));
afterEach(() => {
  ahead = 0;
});

async function hold(client: { key: string }, body: object = { credits: 40 }) {
  const answer = await post("/holds", client, body);
  expect(answer.status).toBe(201);
  return String(answer.body.id);
}

describe("a hold", () => {
  it("puts credits aside for a quarter of an hour, or as long as asked for", async () => {
    const client = await makeClient(100);
    const made = await post("/holds", client, { credits: 40, reference: "a picture" });
    const { created_at, expires_at, ...rest } = made.body;
    expect(rest).toEqual({
      id: expect.any(String),
      status: "open",
      credits: 40,
      captured: 0,
      released: 0,
      reference: "a picture",
      ended_at: null,
    });
    expect(Date.parse(String(expires_at)) - Date.parse(String(created_at))).toBe(15 * MINUTE);
    const long = await post("/holds", client, { credits: 1, expires_in_seconds: 86_400 });
    expect(Date.parse(String(long.body.expires_at)) - Date.parse(String(long.body.created_at))).toBe(
      24 * 60 * MINUTE,
    );
    expect(await readBalance(client.walletId)).toMatchObject({ available: 59, held: 41 });
  });

  it("is captured in part, and gives the rest back", async () => {
    const client = await makeClient(100);
    const id = await hold(client);
    const captured = await post(`/holds/${id}/capture`, client, { credits: 15 });
    expect(captured).toMatchObject({ status: 200, body: { status: "captured", captured: 15, released: 25 } });
    expect((await get(`/holds/${id}`, client)).text).toBe(captured.text);
    expect(await readBalance(client.walletId)).toMatchObject({ available: 85, held: 0 });
  });

  it("is captured whole without a body", async () => {
    const client = await makeClient(100);
    const id = await hold(client);
    const captured = await post(`/holds/${id}/capture`, client, undefined);
    expect(captured).toMatchObject({ status: 200, body: { captured: 40, released: 0 } });
  });

  it("is released, and released again, with one effect", async () => {
    const client = await makeClient(100);
    const id = await hold(client);
    const released = await post(`/holds/${id}/release`, client, {});
    expect(released).toMatchObject({ status: 200, body: { status: "released", released: 40 } });
    const again = await post(`/holds/${id}/release`, client, {});
    expect(again.text).toBe(released.text);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(await readBalance(client.walletId)).toMatchObject({ available: 100, held: 0 });
  });

  it("ends by itself, and reading it brings the credits back", async () => {
    const client = await makeClient(100);
    const id = await hold(client);
    const before = await get("/wallet", client);
    ahead = 16 * MINUTE;
    const wallet = await get("/wallet", client, { "If-None-Match": before.headers.get("etag") ?? "" });
    expect(wallet).toMatchObject({ status: 200, body: { available: 100, held: 0 } });
    expect((await get(`/holds/${id}`, client)).body).toMatchObject({ status: "expired", released: 40 });
    expect((await post(`/holds/${id}/capture`, client, {})).body.code).toBe("hold_expired");
  });

  it("that has ended refuses the other end, and more than it has", async () => {
    const client = await makeClient(100);
    const [captured, released, open] = [
      await hold(client),
      await hold(client),
      await hold(client, { credits: 9 }),
    ];
    await post(`/holds/${captured}/capture`, client, { credits: 1 });
    await post(`/holds/${released}/release`, client, {});
    const codeOf = async (path: string, body: object) => {
      const { status, body: problem } = await post(path, client, body);
      return [status, problem.code];
    };
    expect(await codeOf(`/holds/${captured}/capture`, { credits: 2 })).toEqual([
      409,
      "hold_already_captured",
    ]);
    expect(await codeOf(`/holds/${captured}/release`, {})).toEqual([409, "hold_already_captured"]);
    expect(await codeOf(`/holds/${released}/capture`, {})).toEqual([409, "hold_already_released"]);
    expect(await codeOf(`/holds/${open}/capture`, { credits: 10 })).toEqual([422, "amount_over_hold"]);
    expect(await codeOf(`/holds/${newId()}/capture`, {})).toEqual([404, "hold_not_found"]);
  });
});

describe("one Idempotency-Key", () => {
  it("never means two things: another endpoint or another hold is refused", async () => {
    const client = await makeClient(100);
    const [one, other] = [await hold(client, { credits: 5 }), await hold(client, { credits: 5 })];
    const key = { "Idempotency-Key": newId() };
    expect((await post(`/holds/${one}/capture`, client, {}, key)).status).toBe(200);
    for (const path of [`/holds/${other}/capture`, `/holds/${one}/release`, "/spends", "/holds"]) {
      const body = path.endsWith("s") ? { credits: 1 } : {};
      expect((await post(path, client, body, key)).body.code).toBe("idempotency_key_reused");
    }
    expect(await readBalance(client.walletId)).toMatchObject({ available: 90, held: 5 });
  });

  it("holds once when it is sent twenty times at once, and after its answer was trimmed", async () => {
    const client = await makeClient(100);
    const key = { "Idempotency-Key": newId() };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => post("/holds", client, { credits: 40 }, key)),
    );
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    await sql()`delete from api_requests`;
    expect((await post("/holds", client, { credits: 40 }, key)).text).toBe(answers[0]?.text);
    expect(await readBalance(client.walletId)).toMatchObject({ available: 60, held: 40 });
  });

  it("captures once when it is sent twenty times at once", async () => {
    const client = await makeClient(100);
    const id = await hold(client);
    const key = { "Idempotency-Key": newId() };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => post(`/holds/${id}/capture`, client, { credits: 10 }, key)),
    );
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(await readBalance(client.walletId)).toMatchObject({ available: 90, held: 0 });
  });
});
