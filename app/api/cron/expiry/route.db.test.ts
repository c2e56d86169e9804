import { afterAll, afterEach, beforeEach, expect, it } from "vitest";
import { useTestDatabase } from "@/db/testing";
import { checkInvariants } from "@/lib/ledger/check-invariants";
import { readBalance } from "@/lib/ledger/read-balance";
import { useStandingClock } from "@/lib/ledger/testing/clock";
import { grantOf, holdOf, makeWallet } from "@/lib/ledger/testing/people";
import { forgetEnv } from "@/lib/platform/env";
import { GET } from "./route";

useTestDatabase();
afterAll(async () => expect(await checkInvariants()).toEqual([]));
const { moveTo } = useStandingClock();

const SECRET = "a-cron-secret-of-sixteen-or-more";
const call = (secret: string) =>
  GET(
    new Request("http://localhost/api/cron/expiry", {
      headers: secret === "" ? {} : { authorization: `Bearer ${secret}` },
    }),
  );

function useSecret(secret: string | undefined): void {
  if (secret === undefined) delete process.env.CRON_SECRET;
  else process.env.CRON_SECRET = secret;
  forgetEnv();
}

beforeEach(() => useSecret(SECRET));
afterEach(() => useSecret(undefined));

it("200: brings due wallets up to date, says how many, and is kept by no cache", async () => {
  const walletId = await makeWallet();
  await grantOf(walletId, 100);
  await holdOf(walletId, 60);
  moveTo(15);
  const answer = await call(SECRET);
  expect(answer.status).toBe(200);
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(await answer.json()).toEqual({ wallets: 1, released: 60, expired: 0, failed: 0, trimmed: 0 });
  expect(await readBalance(walletId)).toEqual({ available: 100, held: 0, owed: 0, version: 3 });
});

it.each(["", "guess"])("401: does nothing for who says %j", async (secret) => {
  const walletId = await makeWallet();
  await grantOf(walletId, 100);
  await holdOf(walletId, 60);
  moveTo(15);
  const answer = await call(secret);
  expect(answer.status).toBe(401);
  expect(await answer.json()).toEqual({ error: "cron_secret_wrong" });
  expect((await readBalance(walletId)).version).toBe(2);
});

it("503: does nothing for anybody without a secret configured", async () => {
  useSecret(undefined);
  const answer = await call("undefined");
  expect(answer.status).toBe(503);
  expect(await answer.json()).toEqual({ error: "cron_secret_missing" });
});
