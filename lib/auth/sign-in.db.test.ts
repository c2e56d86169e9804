import { describe, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { nowMs, useClock } from "@/lib/platform/clock";
import { findPerson } from "./person";
import { signIn } from "./sign-in";
import { signOut } from "./sign-out";
import { anotherDevice, newcomer, PASSWORD, visit } from "./testing";

useTestDatabase();

const DAY_MS = 24 * 60 * 60 * 1000;

describe("signing in", () => {
  it("answers a wrong password and an unknown address alike, in about the same time", async () => {
    const { email } = await newcomer();
    // The shortest of several tells the work that is done; the others tell what else the machine was doing.
    const shortest: Record<string, number> = {};
    for (let round = 0; round < 4; round++) {
      for (const address of [email, "nobody@example.com"]) {
        const startMs = performance.now();
        const answer = await signIn(visit(), { email: address, password: "wrong wrong wrong" });
        shortest[address] = Math.min(
          shortest[address] ?? Number.POSITIVE_INFINITY,
          performance.now() - startMs,
        );
        expect(answer).toEqual({ ok: false, refusal: "credentials_wrong" });
      }
    }
    expect(shortest["nobody@example.com"]).toBeGreaterThan((shortest[email] ?? 0) / 3);
  });

  it("starts a session of its own each time", async () => {
    const { email, cookies } = await newcomer();
    const { cookies: second } = await anotherDevice(email);
    expect(second[0]?.value).not.toBe(cookies[0]?.value);
  });

  it("keeps no token in the database that a cookie could carry, and no password", async () => {
    const { cookies } = await newcomer();
    const token = cookies[0]?.value.split(".")[0] ?? "";
    expect(token.length).toBeGreaterThanOrEqual(32);
    const [row] = await sql()<{ dump: string }[]>`
      select (select coalesce(json_agg(s)::text, '') from sessions s)
        || (select coalesce(json_agg(a)::text, '') from accounts a)
        || (select coalesce(json_agg(v)::text, '') from verifications v) as dump`;
    expect(row?.dump).not.toContain(token);
    expect(row?.dump).not.toContain(PASSWORD);
  });
});

describe("a session", () => {
  it("is over on the server when the person signs out, whoever kept the cookie", async () => {
    const { caller } = await newcomer();
    const expired = await signOut(caller);
    expect(expired.find(({ name }) => name.endsWith("session_token"))?.options.maxAge).toBe(0);
    expect(await findPerson(caller.headers)).toBeNull();
  });

  it("cannot be had by guessing: a cookie without our signature is nobody's", async () => {
    const { cookies } = await newcomer();
    const [cookie] = cookies;
    if (!cookie) throw new Error("no cookie");
    const [token = ""] = cookie.value.split(".");
    const [row] = await sql()<{ token: string }[]>`select token from sessions limit 1`;
    for (const value of [token, `${token}.AAAA`, `${row?.token}.${cookie.value.split(".")[1]}`, "", "."]) {
      expect(await findPerson(visit({ cookies: [{ ...cookie, value }] }).headers)).toBeNull();
    }
  });

  it("ends after seven days without use, and every use starts the seven days again", async () => {
    const { caller } = await newcomer();
    const startMs = nowMs();
    const at = async (days: number) => {
      const restore = useClock(() => startMs + days * DAY_MS);
      const person = await findPerson(caller.headers);
      restore();
      return person !== null;
    };
    expect([await at(6), await at(12), await at(20)]).toEqual([true, true, false]);
    expect(await at(12)).toBe(false);
  });

  it("ends after thirty days, used or not", async () => {
    const { caller, person } = await newcomer();
    const [row] = await sql()<{ seconds: number }[]>`
      select extract(epoch from expires_at - created_at)::int as seconds from sessions where id = ${person.sessionId}`;
    expect(row?.seconds).toBe(30 * 24 * 60 * 60);
    await sql()`update sessions set expires_at = now() - interval '1 second' where id = ${person.sessionId}`;
    expect(await findPerson(caller.headers)).toBeNull();
  });
});
