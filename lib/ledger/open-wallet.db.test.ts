import { afterAll, expect, it } from "vitest";
import { useTestDatabase } from "@/db/testing";
import { newId } from "@/lib/platform/ids";
import { checkInvariants } from "./check-invariants";
import { findEntries } from "./find-entries";
import { listGrants } from "./list-grants";
import { findWalletOfUser, openWallet } from "./open-wallet";
import { readBalance } from "./read-balance";
import { grant, makeUser, makeWallet } from "./testing/people";

useTestDatabase();
afterAll(async () => expect(await checkInvariants()).toEqual([]));

it("opened thirty times at once, a person has one wallet", async () => {
  const userId = await makeUser();
  const ids = await Promise.all(Array.from({ length: 30 }, () => openWallet(userId)));
  expect(new Set(ids).size).toBe(1);
  expect(await findWalletOfUser(userId)).toEqual({ id: ids[0], stripeCustomerId: null });
});

it("a person who never opened one has none, and nobody opens one for nobody", async () => {
  expect(await findWalletOfUser(await makeUser())).toBeNull();
  await expect(openWallet(newId())).rejects.toThrow("wallets_user_id_users_id_fk");
});

it("a new wallet is empty, and one that does not exist has no balance at all", async () => {
  const walletId = await makeWallet();
  expect(await readBalance(walletId)).toEqual({ available: 0, held: 0, owed: 0, version: 0 });
  expect(await listGrants(walletId, { limit: 5 })).toEqual([]);
  expect((await findEntries(walletId, { limit: 5 })).entries).toEqual([]);
  await expect(readBalance(newId())).rejects.toThrow("wallet_not_found");
});

it("entries are read newest first, page by page, each with its cause, and none of another wallet", async () => {
  const walletId = await makeWallet();
  for (const key of ["a", "b", "c"]) await grant(walletId, { sourceKey: key, reference: `order ${key}` });
  await grant(await makeWallet(), { sourceKey: "other" });
  const { entries: page } = await findEntries(walletId, { limit: 2 });
  expect(
    page.map(({ seq, kind, from, to, amount, reference }) => [seq, kind, from, to, amount, reference]),
  ).toEqual([
    [3, "grant", "issued", "available", 100, "order c"],
    [2, "grant", "issued", "available", 100, "order b"],
  ]);
  expect((await findEntries(walletId, { before: 2, limit: 2 })).entries.map(({ seq }) => seq)).toEqual([1]);
});
