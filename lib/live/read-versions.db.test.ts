import { expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { grant, makeWallet } from "@/lib/ledger/testing/people";
import { newId } from "@/lib/platform/ids";
import { readVersion, readVersions } from "./read-versions";
import { createWalletWatch } from "./watch-wallets";

useTestDatabase();

it("reads the versions of many wallets at once, and leaves out those that are not there", async () => {
  const [one, other] = [await makeWallet(), await makeWallet()];
  const before = await readVersions([one, other, newId()]);
  await grant(one, { sourceKey: "adjustment:one" });
  const after = await readVersions([one, other]);
  expect([...before.keys()].sort()).toEqual([one, other].sort());
  expect(after.get(one)).toBeGreaterThan(before.get(one) ?? 0);
  expect(after.get(other)).toBe(before.get(other));
});

it("asks the database nothing when nobody is watched", async () => {
  expect(await readVersions([])).toEqual(new Map());
});

it("counts a change of the plan like one of credits", async () => {
  const walletId = await makeWallet();
  const before = await readVersion(walletId);
  await sql()`update wallets set subscription_version = subscription_version + 1 where id = ${walletId}`;
  expect(await readVersion(walletId)).toBe(before + 1);
});

it("tells who watches of credits that another connection granted", async () => {
  const walletId = await makeWallet();
  let stop = () => {};
  const heard = new Promise<number>((resolve) => {
    stop = createWalletWatch(readVersions, 5).watch(walletId, 0, resolve);
  });
  const granted = await grant(walletId, { sourceKey: "adjustment:two" });
  expect(await heard).toBe(granted.ok ? granted.version : null);
  stop();
});
