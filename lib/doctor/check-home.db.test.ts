import { beforeEach, expect, test } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { newId } from "@/lib/platform/ids";
import type { Here } from "@/lib/setup/here";
import { checkHome } from "./check-home";

useTestDatabase();

beforeEach(async () => {
  await sql()`delete from stripe_home`;
  await sql()`delete from wallets`;
});

const keysOf = (mode: Here["mode"], account: string | null): Here => ({
  ...{ mode, keyFingerprint: `${mode} ${account}` },
  askAccount: async () => account,
});

/** A database that belongs to somebody and has a customer of theirs. */
async function belongsTo(mode: string, accountId: string | null) {
  await sql()`insert into wallets (id, stripe_customer_id) values (${newId()}, 'cus_1')`;
  await sql()`insert into stripe_home (mode, account_id) values (${mode}, ${accountId})`;
}

test("a database that nobody has used is in order for any keys, and is not claimed by looking", async () => {
  expect(await checkHome(keysOf("live", "acct_1"))).toEqual([]);
  expect(await sql()`select mode from stripe_home`).toEqual([]);
  await sql()`insert into stripe_home (mode) values ('test')`;
  expect(await checkHome(keysOf("live", "acct_1"))).toEqual([]);
  expect(await sql()`select mode from stripe_home`).toEqual([{ mode: "test" }]);
});

test("a database of these keys is in order, also while Stripe does not tell whose they are", async () => {
  await belongsTo("test", "acct_1");
  for (const account of ["acct_1", "unknown", null])
    expect(await checkHome(keysOf("test", account))).toEqual([]);
});

test("a database of live money is named beside test keys, and stays whose it is", async () => {
  await belongsTo("live", "acct_1");
  expect(await checkHome(keysOf("test", "acct_1"))).toMatchObject([
    { name: "database_of_other_mode", facts: { there: "live", here: "test" } },
  ]);
  expect(await sql()`select mode from stripe_home`).toEqual([{ mode: "live" }]);
});

test("a database of another account is named", async () => {
  await belongsTo("test", "acct_1");
  expect(await checkHome(keysOf("test", "acct_2"))).toMatchObject([
    { name: "database_of_other_account", facts: { there: "acct_1", here: "acct_2" } },
  ]);
});
