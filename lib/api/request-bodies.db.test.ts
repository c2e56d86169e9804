import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { useTestDatabase } from "@/db/testing";
import { checkInvariants } from "@/lib/ledger/check-invariants";
import { readBalance } from "@/lib/ledger/read-balance";
import { newId } from "@/lib/platform/ids";
import { BODY_BYTES_MAX } from "./read-json";
import { type Client, call, makeClient, post } from "./testing/client";

useTestDatabase();
afterAll(async () => expect(await checkInvariants()).toEqual([]));

let client: Client;
let holdId = "";
beforeAll(async () => {
  client = await makeClient(1_000);
  holdId = String((await post("/holds", client, { credits: 1 })).body.id);
});

const WRITES = ["/spends", "/holds", "/holds/{hold_id}/capture", "/holds/{hold_id}/release"];

/** Sends bytes as they are, with all headers right that are not given. */
function raw(path: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) {
  return call(path.replace("{hold_id}", holdId), {
    method: "POST",
    body,
    headers: {
      Authorization: `Bearer ${client.key}`,
      "Content-Type": "application/json",
      "Idempotency-Key": newId(),
      ...headers,
    },
  });
}

describe("a body", () => {
  it.each(WRITES)("of %s is refused when it is too large, not JSON, or not said to be", async (path) => {
    const large = JSON.stringify({ reference: "x".repeat(BODY_BYTES_MAX) });
    expect(await raw(path, large)).toMatchObject({ status: 413, body: { code: "body_too_large" } });
    for (const text of ["{", "credits=1", "{'credits':1}", "\u0000", "NaN"])
      expect(await raw(path, text)).toMatchObject({ status: 400, body: { code: "body_not_json" } });
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "application/jsonp"])
      expect(await raw(path, "{}", { "Content-Type": type })).toMatchObject({ status: 415 });
  });

  it.each(WRITES)("of %s needs an Idempotency-Key of visible ASCII", async (path) => {
    const without = await call(path.replace("{hold_id}", holdId), {
      method: "POST",
      body: "{}",
      headers: { Authorization: `Bearer ${client.key}`, "Content-Type": "application/json" },
    });
    expect(without).toMatchObject({ status: 400, body: { code: "idempotency_key_missing" } });
    for (const key of ["", "a b", "é", "x".repeat(256), "\t"])
      expect(await raw(path, "{}", { "Idempotency-Key": key })).toMatchObject({
        status: 400,
        body: { code: "idempotency_key_invalid" },
      });
    const longest = await raw(path, "{}", { "Idempotency-Key": "~".repeat(255) });
    expect(longest.body.code).not.toBe("idempotency_key_invalid");
  });

  it("is refused when its bytes are no UTF-8, of which other bytes would make the same text", async () => {
    const bytes = Buffer.concat([Buffer.from('{"credits":1,"reference":"'), Buffer.from([0xff, 0x22, 0x7d])]);
    expect(await raw("/spends", bytes)).toMatchObject({ status: 400, body: { code: "body_not_json" } });
  });

  const amounts: [string, string][] = [
    ["0", "amount_not_positive"],
    ["-1", "amount_not_positive"],
    ["1000000000001", "amount_too_large"],
    ["9007199254740992", "amount_too_large"],
    ["9007199254740993", "amount_too_large"],
    ['"5"', "field_type_wrong"],
    ["null", "field_type_wrong"],
    ["true", "field_type_wrong"],
    ["[5]", "field_type_wrong"],
  ];

  it.each(["/spends", "/holds", "/holds/{hold_id}/capture"])(
    "of %s refuses amounts that are none",
    async (path) => {
      const before = await readBalance(client.walletId);
      for (const [credits, code] of amounts) {
        const answer = await raw(path, `{"credits":${credits}}`);
        expect([answer.status, answer.body.code]).toEqual([422, "request_invalid"]);
        expect(answer.body.errors).toEqual([{ pointer: "#/credits", code, detail: expect.any(String) }]);
      }
      for (const fraction of ["1.5", "1.0", "1e2", "1.00000000000000000000001", "1e400"])
        expect((await raw(path, `{"credits":${fraction}}`)).status).toBe(422);
      expect(await readBalance(client.walletId)).toEqual(before);
    },
  );

  it("refuses fields it does not know, and says which", async () => {
    const answer = await raw("/spends", '{"credits":1,"amount":5,"__proto__":{},"\\ud800":1}');
    expect(answer.body.errors).toMatchObject([
      { pointer: "#/amount", code: "field_unknown" },
      { pointer: "#/__proto__", code: "field_unknown" },
      { pointer: "#/%EF%BF%BD", code: "field_unknown" },
    ]);
    for (const body of ["[]", "5", '"x"', "null", "{}"])
      expect((await raw("/spends", body)).status).toBe(422);
  });

  it("is not needed where there are no fields, and then neither is a media type, however the host gives it", async () => {
    const bare = (path: string, body: BodyInit | null) =>
      call(path, {
        method: "POST",
        body,
        headers: { Authorization: `Bearer ${client.key}`, "Idempotency-Key": newId() },
        ...({ duplex: "half" } as RequestInit),
      });
    for (const body of [null, new Blob([]).stream()]) {
      const held = await post("/holds", client, { credits: 1 });
      expect((await bare(`/holds/${held.body.id}/release`, body)).status).toBe(200);
    }
    expect((await bare("/spends", null)).body.errors).toMatchObject([{ code: "field_missing" }]);
  });

  it("takes a reference of one line in any language, as it is", async () => {
    const reference = '头像 "ünï" 1.5e3 👩‍🚀 \\ /';
    const made = await post("/spends", client, { credits: 1, reference });
    expect(made).toMatchObject({ status: 201, body: { reference } });
    for (const wrong of ["", "x".repeat(201), "two\nlines", "nul\u0000", "half \ud83d", 5, null])
      expect((await post("/spends", client, { credits: 1, reference: wrong })).status).toBe(422);
  });
});
