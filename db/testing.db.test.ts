import { expect, test } from "vitest";
import { sql } from "./client";
import { useTestDatabase } from "./testing";

useTestDatabase();

test("a test file gets a migrated database of its own", async () => {
  const [row] = await sql()`select current_database() as name, (select count(*) from wallets) as wallets`;
  expect(row?.name).toMatch(/^test_/);
  expect(row?.wallets).toBe(0);
});

test("commits are durable in tests too, so that they take the path of production", async () => {
  const [row] = await sql()`show synchronous_commit`;
  expect(row?.synchronous_commit).toBe("on");
});

test("text sorts and compares the same on every machine", async () => {
  const [row] = await sql()`
    select pg_encoding_to_char(encoding) as encoding, datlocprovider as provider, datlocale as locale
    from pg_database where datname = current_database()`;
  expect(row).toEqual({ encoding: "UTF8", provider: "b", locale: "C.UTF-8" });
});
