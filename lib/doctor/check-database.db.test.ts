import { afterEach, beforeEach, expect, test } from "vitest";
import { closeClients, sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { checkDatabase } from "./check-database";
import { isWrong } from "./finding";

useTestDatabase();

let whole = "";
beforeEach(() => {
  whole = process.env.DATABASE_URL ?? "";
});
afterEach(() => useDatabase(() => {}));

/** The same database by an address that was changed. */
async function useDatabase(change: (url: URL) => void) {
  await closeClients();
  const url = new URL(whole);
  change(url);
  process.env.DATABASE_URL = url.href;
}

/** The server of all tests is fast because a power cut would cost it everything; only one test is about that. */
const look = async () =>
  (await checkDatabase()).filter((one) => isWrong(one) && one.facts.setting !== "fsync");
const namesOf = async () => (await look()).map(({ name }) => name);
/** Settings for each connection, as a careless hint in an address or a role's defaults would bring them. */
const withOption = (option: string) => useDatabase((url) => url.searchParams.set("options", `-c ${option}`));

test("a migrated database that keeps what it promises is in order", async () => {
  expect(await namesOf()).toEqual([]);
});

test("a database that nobody answers for is named", async () => {
  await useDatabase((url) => Object.assign(url, { hostname: "127.0.0.1", port: "2" }));
  expect(await look()).toMatchObject([{ name: "database_not_reached", facts: { code: "ECONNREFUSED" } }]);
});

test("a database that does not exist is named", async () => {
  await useDatabase((url) => Object.assign(url, { pathname: "/nowhere" }));
  expect(await namesOf()).toEqual(["database_not_there"]);
});

test("a role that may not log in is named", async () => {
  await useDatabase((url) => Object.assign(url, { username: "nobody_of_this_name", password: "wrong" }));
  expect(await namesOf()).toEqual(["database_login_refused"]);
});

test("a database that lacks a migration is named, and one without any", async () => {
  const [last] = await sql()<{ id: number; hash: string; at: number }[]>`
    delete from drizzle.__drizzle_migrations where id = (select max(id) from drizzle.__drizzle_migrations)
    returning id, hash, created_at as at`;
  expect(await look()).toMatchObject([{ name: "database_behind", facts: { count: 1 } }]);
  await sql()`alter schema drizzle rename to drizzle_away`;
  expect(await look()).toMatchObject([{ name: "database_behind", facts: { first: "0000_schema" } }]);
  await sql()`alter schema drizzle_away rename to drizzle`;
  await sql()`
    insert into drizzle.__drizzle_migrations (id, hash, created_at)
    values (${last?.id ?? 0}, ${last?.hash ?? ""}, ${last?.at ?? 0})`;
  expect(await namesOf()).toEqual([]);
});

test("a database that a later code has migrated is named", async () => {
  await sql()`insert into drizzle.__drizzle_migrations (hash, created_at) values ('later', 99999999999999)`;
  expect(await namesOf()).toEqual(["database_ahead"]);
  await sql()`delete from drizzle.__drizzle_migrations where hash = 'later'`;
});

test("a server that does not write through to its disk is named", async () => {
  const [row] = await sql()`select current_setting('fsync') as fsync`;
  const named = (await checkDatabase()).some(({ facts }) => facts.setting === "fsync");
  expect(named).toBe(row?.fsync === "off");
});

test("commits that a power cut would take back are named", async () => {
  await withOption("synchronous_commit=off");
  expect(await look()).toMatchObject([
    { name: "commits_not_durable", facts: { setting: "synchronous_commit" } },
  ]);
});

test("a database that can only be read is named", async () => {
  await withOption("default_transaction_read_only=on");
  expect(await namesOf()).toEqual(["database_read_only"]);
});
