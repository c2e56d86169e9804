import { afterEach, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { databaseOfHome, usesEmulator } from "./database-of-home";

useTestDatabase();

const url = () => process.env.DATABASE_URL ?? "";
const nameOf = (address: string) => new URL(address).pathname.slice(1);

afterEach(async () => {
  for (const end of ["_emulator", "_own_keys"])
    await sql()`drop database if exists ${sql()(nameOf(url()) + end)}`;
  await sql()`delete from stripe_home`;
});

it("a database that nobody has used yet is for whoever comes", async () => {
  expect(await databaseOfHome(url(), true)).toBe(url());
  expect(await databaseOfHome(url(), false)).toBe(url());
});

it.each([
  ["emulator", true, "_own_keys"],
  ["test", false, "_emulator"],
] as const)(
  "a database of %s mode stays with it, and the other gets one of its own, each time the same",
  async (mode, emulates, end) => {
    await sql()`insert into stripe_home (mode) values (${mode})`;
    expect(await databaseOfHome(url(), emulates)).toBe(url());
    const other = await databaseOfHome(url(), !emulates);
    expect(nameOf(other)).toBe(nameOf(url()) + end);
    expect(await databaseOfHome(url(), !emulates)).toBe(other);
  },
);

it("the emulator is what is used without keys, and at an address of this machine", () => {
  expect(usesEmulator({})).toBe(true);
  expect(usesEmulator({ STRIPE_API_BASE: "http://127.0.0.1:12111", STRIPE_SECRET_KEY: "sk_test_x" })).toBe(
    true,
  );
  expect(usesEmulator({ STRIPE_SECRET_KEY: "sk_test_x" })).toBe(false);
  expect(usesEmulator({ STRIPE_API_BASE: "https://proxy.example" })).toBe(false);
});
