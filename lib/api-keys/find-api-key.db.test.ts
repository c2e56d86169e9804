import { describe, expect, it, onTestFinished } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { makeWallet } from "@/lib/ledger/testing/people";
import { nowMs, useClock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/ids";
import { findApiKey, recallApiKey } from "./find-api-key";
import { listApiKeys } from "./list-api-keys";
import { forgetKeys, KEY_BELIEVED_MS } from "./recent-keys";
import { revokeApiKey } from "./revoke-api-key";
import { newKey } from "./secret";
import { makeKey } from "./testing";

useTestDatabase();

const SECOND = 1000;

/** A clock that stands still until it is moved. */
function stillClock() {
  let ms = nowMs();
  onTestFinished(useClock(() => ms));
  return { move: (byMs: number) => (ms += byMs) };
}

/** Work for after the answer, done when the test says so. */
function afterwards() {
  const work: (() => Promise<void>)[] = [];
  const finish = async () => {
    for (const one of work.splice(0)) await one();
  };
  return { later: (one: () => Promise<void>) => void work.push(one), work, finish };
}

async function lastUsed(walletId: string): Promise<string | null | undefined> {
  return (await listApiKeys(walletId))[0]?.lastUsedAt;
}

describe("finding the key of a request", () => {
  it("knows no key that nobody made, and no text that is not a key", async () => {
    const { key } = await makeKey(await makeWallet());
    for (const text of [newKey(), "", "topup_", `${key} `, `Bearer ${key}`, `${key.slice(0, -1)}`]) {
      expect(await findApiKey(text), text).toBeNull();
    }
  });

  it("refuses a key from the moment it expires, also one that was just used", async () => {
    const clock = stillClock();
    const { key } = await makeKey(await makeWallet(), { expiresAt: new Date(nowMs() + 100) });
    clock.move(99);
    expect(await findApiKey(key)).not.toBeNull();
    clock.move(1);
    expect(await findApiKey(key)).toBeNull();
  });
});

describe("recalling the key of a request", () => {
  it("answers what was found less than half a second ago, and nothing after it", async () => {
    const clock = stillClock();
    const { key } = await makeKey(await makeWallet());
    expect(recallApiKey(key)).toBeNull();
    const found = await findApiKey(key);
    expect(found).not.toBeNull();
    clock.move(KEY_BELIEVED_MS - 1);
    expect(recallApiKey(key)).toEqual(found);
    clock.move(1);
    expect(recallApiKey(key)).toBeNull();
    expect(recallApiKey(`${key.slice(0, -1)}_`)).toBeNull();
  });

  it("knows no key that has expired meanwhile, and none that this process revoked", async () => {
    const clock = stillClock();
    const walletId = await makeWallet();
    const [ending, revoked] = [
      await makeKey(walletId, { expiresAt: new Date(nowMs() + 100) }),
      await makeKey(walletId),
    ];
    await Promise.all([findApiKey(ending.key), findApiKey(revoked.key)]);
    clock.move(99);
    expect(recallApiKey(ending.key)).not.toBeNull();
    clock.move(1);
    expect(recallApiKey(ending.key)).toBeNull();
    await revokeApiKey({ walletId, id: revoked.id });
    expect(recallApiKey(revoked.key)).toBeNull();
  });
});

describe("a revoked key", () => {
  it("is dead at once in the process that revoked it, though the clock stood still", async () => {
    stillClock();
    const walletId = await makeWallet();
    const { id, key } = await makeKey(walletId);
    expect(await findApiKey(key)).not.toBeNull();
    expect(await revokeApiKey({ walletId, id })).toEqual({ ok: true });
    expect(await findApiKey(key)).toBeNull();
    expect(await listApiKeys(walletId)).toEqual([]);
    expect(await revokeApiKey({ walletId, id })).toEqual({ ok: true });
  });

  it("is dead within a second in every other process", async () => {
    const clock = stillClock();
    const { id, key } = await makeKey(await makeWallet());
    expect(await findApiKey(key)).not.toBeNull();
    await sql()`update api_keys set revoked_at = now() where id = ${id}`;
    clock.move(SECOND - 1);
    expect(await findApiKey(key)).toBeNull();
  });

  it("stays dead when the clock is set back", async () => {
    const clock = stillClock();
    const { id, key } = await makeKey(await makeWallet());
    expect(await findApiKey(key)).not.toBeNull();
    await sql()`update api_keys set revoked_at = now() where id = ${id}`;
    clock.move(-3600 * SECOND);
    expect(await findApiKey(key)).toBeNull();
  });

  it("is not brought back by a request that asked before and heard after", async () => {
    const walletId = await makeWallet();
    const { id, key } = await makeKey(walletId);
    const early = findApiKey(key);
    await revokeApiKey({ walletId, id });
    await early;
    expect(await findApiKey(key)).toBeNull();
  });

  it("can be revoked by its own wallet only", async () => {
    const walletId = await makeWallet();
    const { id, key } = await makeKey(walletId);
    const nothing = { ok: false, refusal: "api_key_not_found" };
    expect(await revokeApiKey({ walletId: await makeWallet(), id })).toEqual(nothing);
    expect(await revokeApiKey({ walletId, id: newId() })).toEqual(nothing);
    expect(await findApiKey(key)).not.toBeNull();
  });
});

describe("what a key costs", () => {
  it("asks the database once for requests of one moment, and again when the answer is old", async () => {
    const clock = stillClock();
    const { id, key } = await makeKey(await makeWallet());
    await Promise.all(Array.from({ length: 20 }, () => findApiKey(key)));
    await sql()`update api_keys set scopes = array['wallet:read'] where id = ${id}`;
    clock.move(KEY_BELIEVED_MS - 1);
    expect((await findApiKey(key))?.scopes).toHaveLength(2);
    clock.move(1);
    expect((await findApiKey(key))?.scopes).toEqual(["wallet:read"]);
  });

  it("does not take a database that was away for an answer", async () => {
    const { key } = await makeKey(await makeWallet());
    await sql()`alter table api_keys rename to api_keys_away`;
    await expect(findApiKey(key)).rejects.toThrow("api_keys");
    await sql()`alter table api_keys_away rename to api_keys`;
    expect(await findApiKey(key)).not.toBeNull();
  });
});

describe("when a key was last used", () => {
  it("is written after the answer, and at most once a minute", async () => {
    const clock = stillClock();
    const walletId = await makeWallet();
    const { key } = await makeKey(walletId);
    const { later, work, finish } = afterwards();
    const first = new Date(nowMs()).toISOString();
    expect(await findApiKey(key, later)).not.toBeNull();
    expect(await lastUsed(walletId)).toBeNull();
    await finish();
    expect(await lastUsed(walletId)).toBe(first);
    for (let second = 0; second < 59; second++) {
      clock.move(SECOND);
      await findApiKey(key, later);
    }
    expect(work).toHaveLength(0);
    clock.move(SECOND);
    await findApiKey(key, later);
    await finish();
    expect(await lastUsed(walletId)).toBe(new Date(nowMs()).toISOString());
  });

  it("is written once by processes that all saw the key for the first time", async () => {
    const clock = stillClock();
    const walletId = await makeWallet();
    const { key } = await makeKey(walletId);
    const { later, work, finish } = afterwards();
    const first = new Date(nowMs()).toISOString();
    for (let process = 0; process < 3; process++) {
      forgetKeys();
      await findApiKey(key, later);
      clock.move(SECOND);
    }
    expect(work).toHaveLength(3);
    await finish();
    expect(await lastUsed(walletId)).toBe(first);
  });

  it("never fails the request", async () => {
    const { key } = await makeKey(await makeWallet());
    const { later, finish } = afterwards();
    expect(await findApiKey(key, later)).not.toBeNull();
    await sql()`alter table api_keys rename to api_keys_away`;
    await finish();
    await sql()`alter table api_keys_away rename to api_keys`;
  });
});
