import { afterEach, describe, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { countTry } from "./limit-tries";
import { requestPasswordReset } from "./request-password-reset";
import { signIn } from "./sign-in";
import { signUp } from "./sign-up";
import { countRows, newcomer, PASSWORD, visit } from "./testing";

useTestDatabase();

const wrong = "wrong wrong wrong";

function tryMany(times: number, attempt: (n: number) => Promise<{ ok: boolean }>) {
  return Promise.all(Array.from({ length: times }, (_, n) => attempt(n)));
}

describe("guessing at one account", () => {
  it("stops after ten tries of fifty at once, and says how long to wait", async () => {
    const { email } = await newcomer();
    const guesser = visit({ address: "198.51.100.1" });
    const answers = await tryMany(50, () => signIn(guesser, { email, password: wrong }));
    const refused = answers.filter((answer) => "refusal" in answer && answer.refusal === "too_many_tries");
    expect(refused).toHaveLength(40);
    const right = await signIn(guesser, { email, password: PASSWORD });
    expect(right).toMatchObject({ refusal: "too_many_tries" });
    if (right.ok) throw new Error("signed in past the limit");
    expect(right.waitSeconds).toBeGreaterThan(14 * 60);
    expect(right.waitSeconds).toBeLessThanOrEqual(15 * 60);
    const owner = await signIn(visit({ address: "198.51.100.2" }), { email, password: PASSWORD });
    expect(owner.ok, "one guesser does not lock the owner out").toBe(true);
  });

  it("stops after fifty tries an hour from wherever they come", async () => {
    const email = "wanted-everywhere@example.com";
    const from = (n: number) => visit({ address: `198.51.101.${n}` });
    const counted = await Promise.all(
      Array.from({ length: 50 }, (_, n) => countTry("sign_in", email, from(n).headers)),
    );
    expect(counted.filter((refused) => refused !== null)).toEqual([]);
    expect(await signIn(from(51), { email, password: wrong })).toMatchObject({ refusal: "too_many_tries" });
  });

  it("leaves other accounts alone, also from the same place", async () => {
    const [target, bystander] = [await newcomer(), await newcomer()];
    const from = visit({ address: "198.51.100.200" });
    await tryMany(12, () => signIn(from, { email: target.email, password: wrong }));
    expect((await signIn(from, { email: bystander.email, password: PASSWORD })).ok).toBe(true);
  });

  it("is the same for an address without account, so the limit tells nothing", async () => {
    const email = "nobody-at-all@example.com";
    const guesser = visit({ address: "198.51.100.201" });
    await tryMany(10, () => signIn(guesser, { email, password: wrong }));
    expect(await signIn(guesser, { email, password: wrong })).toMatchObject({ refusal: "too_many_tries" });
  });

  it("right tries do not add up", async () => {
    const { email } = await newcomer();
    for (let n = 0; n < 12; n++) {
      expect((await signIn(visit(), { email, password: PASSWORD })).ok).toBe(true);
    }
  });
});

describe("one client at many accounts", () => {
  it("is stopped, whoever its headers claim it to be, while others go on", async () => {
    const address = "198.51.100.210";
    const from = (n: number) => {
      const caller = visit({ address });
      caller.headers.set("x-forwarded-for", `192.0.2.${n}`);
      caller.headers.set("x-real-ip", `192.0.2.${n}`);
      return caller;
    };
    for (let n = 0; n < 50; n++) {
      expect(await countTry("sign_in", `sprayed-${n}@example.com`, from(n).headers)).toBeNull();
    }
    const { email } = await newcomer();
    const refused = await signIn(from(51), { email, password: PASSWORD });
    expect(refused).toMatchObject({ refusal: "too_many_tries" });
    expect((await signIn(visit({ address: "198.51.100.211" }), { email, password: PASSWORD })).ok).toBe(true);
  });

  it("makes at most twenty accounts an hour, but a shared address stands for many people", async () => {
    const form = (n: number) => ({ name: "Ada", email: `bulk-${n}@example.com`, password: "short" });
    const full = (n: number) => ({ ...form(n), password: PASSWORD });
    const invalid = await tryMany(21, (n) => signUp(visit({ address: "198.51.100.230" }), form(n)));
    expect(invalid.at(-1), "a form with faults is no try").toMatchObject({ refusal: "input_invalid" });
    const answers = await tryMany(21, (n) => signUp(visit({ address: "198.51.100.230" }), full(n)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(20);
    expect((await signUp(visit({ address: "127.0.0.1" }), full(100))).ok).toBe(true);
  });
});

describe("mails", () => {
  it("leave at most five times an hour for one address", async () => {
    const { email } = await newcomer();
    const before = await countRows("local_mails");
    for (let n = 0; n < 7; n++) {
      const caller = visit({ address: `198.51.100.${n}` });
      const answer = await requestPasswordReset(caller, { email });
      expect(answer.ok).toBe(n < 5);
      await caller.finish();
    }
    expect((await countRows("local_mails")) - before).toBe(5);
  });
});

describe("when the counters cannot be reached", () => {
  afterEach(async () => {
    await sql()`alter table rate_limits_away rename to rate_limits`;
  });

  it("nobody gets in, and the refusal says that it is us", async () => {
    const { email } = await newcomer();
    await sql()`alter table rate_limits rename to rate_limits_away`;
    expect(await signIn(visit(), { email, password: PASSWORD })).toEqual({
      ok: false,
      refusal: "limits_unavailable",
    });
  });
});

describe("the counters", () => {
  it("hold neither mail nor network addresses", async () => {
    const [row] = await sql()`select json_agg(r)::text as dump from rate_limits r`;
    expect(row?.dump).not.toMatch(/example\.com|198\.51|203\.0/);
  });
});
