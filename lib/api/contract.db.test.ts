import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { makeKey } from "@/lib/api-keys/testing";
import { checkInvariants } from "@/lib/ledger/check-invariants";
import { readBalance } from "@/lib/ledger/read-balance";
import { forgetEnv } from "@/lib/platform/env";
import { newId } from "@/lib/platform/ids";
import { resetCalls } from "./limit-rate";
import { type Client, call, get, makeClient, post } from "./testing/client";
import { theDocument } from "./testing/document";

/**
 * What holds for every operation, by status. The operations come from the OpenAPI document, so a new one is tested
 * the day it is there; that each answer fits the document is checked by the client of these tests.
 */
useTestDatabase();
afterAll(async () => expect(await checkInvariants()).toEqual([]));

let client: Client;
let ids: Record<string, string>;
/** Somebody else who did exactly the same, so that nothing but whose it is tells their things apart. */
let stranger: Client;
beforeAll(async () => {
  [client, stranger] = [await makeClient(1_000), await makeClient(1_000)];
  ids = await makeOneOfEach(client);
  await makeOneOfEach(stranger);
});

async function makeOneOfEach(person: Client): Promise<Record<string, string>> {
  const spend = await post("/spends", person, { credits: 1 });
  const hold = await post("/holds", person, { credits: 1 });
  return { spend_id: String(spend.body.id), hold_id: String(hold.body.id) };
}

const operations = Object.entries(theDocument().document.paths).flatMap(([path, methods]) =>
  Object.keys(methods).map((verb) => ({ path, method: verb.toUpperCase(), name: `${verb} ${path}` })),
);
const reads = operations.filter(({ method }) => method === "GET");

/** The path with ids of this client's, or others. */
function filled(path: string, values = ids): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
}

/** A body that each POST takes. */
function bodyOf(path: string): object {
  return path.endsWith("s") ? { credits: 1 } : {};
}

describe("200 and 201", () => {
  it.each(reads)(
    "$name is answered with an ETag, a date, and for this client's caches alone",
    async ({ path }) => {
      const { status, headers } = await get(filled(path), client);
      expect(status).toBe(200);
      expect(headers.get("etag")).toMatch(/^"[\w-]+"$/);
      expect(headers.get("cache-control")).toBe("private, no-cache, no-transform");
      if (path !== "/catalog") expect(Date.parse(headers.get("last-modified") ?? "")).not.toBeNaN();
    },
  );

  it.each(operations)(
    "$name says the request's name and what is left of the limit",
    async ({ method, path }) => {
      const named = { "X-Request-Id": "my-request.0001" };
      const answer =
        method === "GET"
          ? await get(filled(path), client, named)
          : await post(filled(path), client, {}, named);
      expect(answer.headers.get("x-request-id")).toBe("my-request.0001");
      expect(answer.headers.get("ratelimit-limit")).toBe("6000");
      expect(Number(answer.headers.get("ratelimit-remaining"))).toBeLessThan(6_000);
      expect(Number(answer.headers.get("ratelimit-reset"))).toBeLessThanOrEqual(60);
    },
  );

  it.each(["short", "x".repeat(65), "spaces in it", "<script>1</script>", ""])(
    "a request named %j gets a name of ours",
    async (name) => {
      const { headers } = await get("/wallet", client, { "X-Request-Id": name });
      expect(headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    },
  );
});

describe("304", () => {
  it.each(reads)("$name is not sent again to who knows it", async ({ path }) => {
    const etag = (await get(filled(path), client)).headers.get("etag") ?? "";
    for (const known of [etag, `W/${etag}`, `"x", ${etag}`, "*"]) {
      const again = await get(filled(path), client, { "If-None-Match": known });
      expect([again.status, again.text, again.headers.get("etag")]).toEqual([304, "", etag]);
      expect(again.headers.get("x-request-id")).not.toBeNull();
    }
    expect((await get(filled(path), client, { "If-None-Match": '"0"' })).status).toBe(200);
  });

  it("does not count against the limit", async () => {
    const left = async (headers: HeadersInit) =>
      Number((await get("/wallet", client, headers)).headers.get("ratelimit-remaining"));
    const before = await left({});
    for (let time = 0; time < 5; time++) await left({ "If-None-Match": "*" });
    expect(await left({})).toBe(before - 1);
  });

  it("is never said of what is not there", async () => {
    for (const path of [`/spends/${newId()}`, `/holds/${newId()}`])
      expect((await get(path, client, { "If-None-Match": "*" })).status).toBe(404);
  });
});

describe("401", () => {
  it.each(operations)("$name is refused without a key that works", async ({ method, path }) => {
    const revoked = await makeKey(client.walletId);
    await sql()`update api_keys set revoked_at = now() where id = ${revoked.id}`;
    const wrong = [
      null,
      "",
      "Bearer",
      "Bearer topup_x",
      `Basic ${client.key}`,
      client.key,
      `Bearer ${revoked.key}`,
    ];
    for (const authorization of wrong) {
      const headers: HeadersInit = authorization === null ? {} : { Authorization: authorization };
      const answer = await call(filled(path), { method, headers });
      expect(answer.status).toBe(401);
      expect(answer.body.code).toMatch(/^api_key_(missing|invalid)$/);
      expect(answer.headers.get("www-authenticate")).toMatch(/^Bearer/);
    }
  });
});

describe("403", () => {
  it.each(operations.filter(({ path }) => path !== "/catalog"))(
    "$name is refused to a key of the other scope",
    async ({ method, path }) => {
      const scope = method === "GET" ? ("credits:spend" as const) : ("wallet:read" as const);
      const { key } = await makeKey(client.walletId, { scopes: [scope] });
      const answer =
        method === "GET" ? await get(filled(path), { key }) : await post(filled(path), { key }, bodyOf(path));
      expect(answer).toMatchObject({ status: 403, body: { code: "scope_missing" } });
      expect(answer.headers.get("www-authenticate")).toContain("insufficient_scope");
    },
  );
});

describe("404", () => {
  const named = operations.filter(({ path }) => path.includes("{"));

  it.each(named)(
    "$name answers the same of another's id, an unknown one and no id at all",
    async ({ method, path }) => {
      const before = await readBalance(client.walletId);
      const ask = async (values: Record<string, string>) => {
        const [url, key] = [filled(path, values), { "Idempotency-Key": newId() }];
        const { status, text } =
          method === "GET" ? await get(url, stranger) : await post(url, stranger, bodyOf(path), key);
        return `${status} ${text}`;
      };
      const unknown = Object.fromEntries(Object.keys(ids).map((name) => [name, newId()]));
      const answers = [await ask(ids), await ask(unknown), await ask({ spend_id: "x", hold_id: "x" })];
      expect(new Set(answers).size).toBe(1);
      expect(answers[0]).toMatch(/^404 .*_not_found/);
      expect(await readBalance(client.walletId)).toEqual(before);
    },
  );

  it("is a problem for every path that the API does not have", async () => {
    for (const path of ["", "/", "/wallets", "/wallet/x", "/holds/x/y", "/v2"])
      expect(await call(path)).toMatchObject({ status: 404, body: { code: "path_not_found" } });
  });
});

describe("405", () => {
  it.each(operations)("$name: other methods are refused with those there are", async ({ path, method }) => {
    for (const other of ["PUT", "PATCH", "DELETE", method === "GET" ? "POST" : "GET"]) {
      const answer = await call(filled(path), { method: other });
      expect(answer).toMatchObject({ status: 405, body: { code: "method_not_allowed" } });
      expect(answer.headers.get("allow")).toBe(method === "GET" ? "GET, HEAD, OPTIONS" : "POST, OPTIONS");
    }
    const options = await call(filled(path), { method: "OPTIONS" });
    expect([options.status, options.headers.get("access-control-allow-origin")]).toEqual([204, null]);
  });
});

describe("429", () => {
  afterEach(() => {
    delete process.env.API_REQUESTS_PER_MINUTE;
    forgetEnv();
    resetCalls();
  });

  it("comes after as many calls of one key as are allowed, and for that key alone", async () => {
    process.env.API_REQUESTS_PER_MINUTE = "3";
    forgetEnv();
    resetCalls();
    for (let time = 0; time < 3; time++) expect((await get("/catalog", client)).status).toBe(200);
    for (const { path, method } of operations) {
      const answer =
        method === "GET" ? await get(filled(path), client) : await post(filled(path), client, bodyOf(path));
      expect(answer).toMatchObject({ status: 429, body: { code: "rate_limit_exceeded" } });
      expect(answer.headers.get("retry-after")).toMatch(/^\d+$/);
      expect(answer.headers.get("ratelimit-remaining")).toBe("0");
    }
    expect((await get("/wallet", await makeClient(0))).status).toBe(200);
  });
});

describe("500 and 503", () => {
  it("say nothing of the fault, and that it may be tried again when the database is away", async () => {
    const url = process.env.DATABASE_URL;
    const { closeClients } = await import("@/db/client");
    await closeClients();
    process.env.DATABASE_URL = "postgres://nobody@127.0.0.1:1/nothing";
    const answer = await get("/wallet", await Promise.resolve({ key: `topup_${"x".repeat(43)}` }));
    await closeClients();
    process.env.DATABASE_URL = url;
    expect(answer).toMatchObject({ status: 503, body: { code: "service_unavailable" } });
    expect(answer.headers.get("retry-after")).toBe("5");
    expect(answer.text).not.toContain("127.0.0.1");
  });
});
