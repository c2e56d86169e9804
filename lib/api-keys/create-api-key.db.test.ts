import { describe, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { makeWallet } from "@/lib/ledger/testing/people";
import { now, nowMs } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { API_KEY_NAME_LENGTH_MAX, API_KEYS_PER_WALLET_MAX, createApiKey } from "./create-api-key";
import { findApiKey } from "./find-api-key";
import { listApiKeys } from "./list-api-keys";
import { revokeApiKey } from "./revoke-api-key";
import { makeKey } from "./testing";

useTestDatabase();

const SPEND = ["credits:spend" as const];

describe("making a key", () => {
  it("gives a key that works at once, and keeps nothing from which it could be had again", async () => {
    const walletId = await makeWallet();
    const { id, key } = await makeKey(walletId, { name: "  Shop  ", scopes: SPEND });
    expect(await findApiKey(key)).toEqual({ id, walletId, scopes: ["credits:spend"] });
    const [row] = await sql()<{ dump: string }[]>`
      select row_to_json(k)::text as dump from api_keys k where id = ${id}`;
    expect(row?.dump).not.toContain(key.slice("topup_".length + 5));
    expect(row?.dump).toContain(`"prefix":"${key.slice(0, 10)}"`);
  });

  it("is listed by name, beginning and scopes, newest first, and for its own wallet only", async () => {
    const walletId = await makeWallet();
    await makeKey(walletId, { name: "Old" });
    const expiresAt = new Date(nowMs() + 60_000);
    const { id, key } = await makeKey(walletId, { name: " New ", scopes: SPEND, expiresAt });
    const [first, ...rest] = await listApiKeys(walletId);
    expect(first).toMatchObject({ id, name: "New", prefix: key.slice(0, 10), scopes: SPEND });
    expect(first).toMatchObject({ expiresAt: expiresAt.toISOString(), lastUsedAt: null, isExpired: false });
    expect(rest.map(({ name }) => name)).toEqual(["Old"]);
    expect(await listApiKeys(await makeWallet())).toEqual([]);
  });

  it("refuses what breaks a rule, and names the rule", async () => {
    const request = { walletId: await makeWallet(), name: "Shop", scopes: SPEND, expiresAt: null };
    const refusals = [
      [{ name: "   " }, "name_required"],
      [{ name: "a\u0000b" }, "name_required"],
      [{ name: "x".repeat(API_KEY_NAME_LENGTH_MAX + 1) }, "name_too_long"],
      [{ scopes: [] }, "scope_required"],
      [{ expiresAt: now() }, "expiry_in_the_past"],
      [{ walletId: newId() }, "wallet_not_found"],
    ] as const;
    for (const [wrong, refusal] of refusals) {
      expect(await createApiKey({ ...request, ...wrong })).toEqual({ ok: false, refusal });
    }
    expect(await listApiKeys(request.walletId)).toEqual([]);
    const longest = "积".repeat(API_KEY_NAME_LENGTH_MAX);
    expect(await createApiKey({ ...request, name: longest })).toMatchObject({ ok: true });
  });

  it("makes one key of a form sent many times at once, and shows it once", async () => {
    const walletId = await makeWallet();
    const request = { walletId, id: newId(), name: "Shop", scopes: SPEND, expiresAt: null };
    const answers = await Promise.all(Array.from({ length: 10 }, () => createApiKey(request)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.filter((one) => !one.ok && one.refusal === "api_key_already_made")).toHaveLength(9);
    expect(await listApiKeys(walletId)).toHaveLength(1);
    await revokeApiKey(request);
    expect(await createApiKey(request)).toMatchObject({ refusal: "api_key_already_made" });
  });

  it("stops at the most there can be, also when they are made at once, and goes on after a revoke", async () => {
    const walletId = await makeWallet();
    const request = { walletId, name: "Shop", scopes: SPEND, expiresAt: null };
    const tries = Array.from({ length: API_KEYS_PER_WALLET_MAX + 5 }, () => createApiKey(request));
    const refused = (await Promise.all(tries)).filter(({ ok }) => !ok);
    expect(refused).toEqual(Array(5).fill({ ok: false, refusal: "too_many_api_keys" }));
    const [one] = await listApiKeys(walletId);
    await revokeApiKey({ walletId, id: one?.id ?? "" });
    expect(await createApiKey(request)).toMatchObject({ ok: true });
  });
});
