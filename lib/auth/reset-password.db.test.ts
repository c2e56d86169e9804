import { describe, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { findPerson } from "./person";
import { requestPasswordReset } from "./request-password-reset";
import { resetPassword } from "./reset-password";
import { signIn } from "./sign-in";
import { anotherDevice, countRows, mailedToken, newcomer, PASSWORD, visit } from "./testing";

useTestDatabase();

const next = "a new battery horse";

async function askForLink(email: string, locale: "en" | "zh" = "en"): Promise<string> {
  const caller = visit({ locale });
  expect(await requestPasswordReset(caller, { email })).toEqual({ ok: true });
  await caller.finish();
  return mailedToken(email);
}

describe("asking for a new password", () => {
  it("answers an address with and without an account alike, and mails only the one with", async () => {
    const { email } = await newcomer();
    const before = await countRows("local_mails");
    const [known, unknown] = [visit(), visit()];
    const answers = [
      await requestPasswordReset(known, { email }),
      await requestPasswordReset(unknown, { email: "nobody@example.com" }),
    ];
    expect(answers).toEqual([{ ok: true }, { ok: true }]);
    expect(await countRows("local_mails"), "no mail is sent before the answer").toBe(before);
    await known.finish();
    await unknown.finish();
    expect(await countRows("local_mails")).toBe(before + 1);
  });

  it("writes the mail in the language of the page, with a link to this site's public address", async () => {
    const { email } = await newcomer();
    await askForLink(email, "zh");
    const [mail] =
      await sql()`select subject, body from local_mails where recipient = ${email} order by id desc`;
    expect(mail?.subject).toContain("密码");
    expect(mail?.body).toContain("http://localhost:3000/reset-password?token=");
  });

  it("keeps the link's secret out of the database", async () => {
    const { email } = await newcomer();
    const token = await askForLink(email);
    const [row] = await sql()`select json_agg(v)::text as dump from verifications v`;
    expect(row?.dump).not.toContain(token);
  });
});

describe("the link of a reset", () => {
  it("sets the password and ends every session of the person", async () => {
    const { email, caller } = await newcomer();
    const other = await anotherDevice(email);
    const token = await askForLink(email);
    expect(await resetPassword(visit(), { token, password: next })).toEqual({ ok: true });
    expect(await findPerson(caller.headers)).toBeNull();
    expect(await findPerson(other.caller.headers)).toBeNull();
    expect(await signIn(visit(), { email, password: PASSWORD })).toMatchObject({ ok: false });
    expect((await signIn(visit(), { email, password: next })).ok).toBe(true);
  });

  it("works once, also when it is used twice at the same moment", async () => {
    const { email } = await newcomer();
    const token = await askForLink(email);
    const tries = [next, "another new battery"].map((password) =>
      resetPassword(visit(), { token, password }),
    );
    const answers = await Promise.all(tries);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.find(({ ok }) => !ok)).toEqual({ ok: false, refusal: "link_invalid" });
    expect(await resetPassword(visit(), { token, password: next })).toMatchObject({
      refusal: "link_invalid",
    });
  });

  it("is dead after half an hour, and an invented one never lived", async () => {
    const { email } = await newcomer();
    const token = await askForLink(email);
    const [row] = await sql()<{ minutes: number }[]>`
      select (extract(epoch from max(expires_at) - now()) / 60)::int as minutes from verifications`;
    expect(row?.minutes).toBe(30);
    await sql()`update verifications set expires_at = now() - interval '1 second'`;
    for (const dead of [token, "invented", ""]) {
      expect(await resetPassword(visit(), { token: dead, password: next })).toEqual({
        ok: false,
        refusal: "link_invalid",
      });
    }
    expect((await signIn(visit(), { email, password: PASSWORD })).ok).toBe(true);
  });

  it("is not used up by a password that is too short", async () => {
    const { email } = await newcomer();
    const token = await askForLink(email);
    expect(await resetPassword(visit(), { token, password: "short" })).toMatchObject({
      refusal: "input_invalid",
    });
    expect(await resetPassword(visit(), { token, password: next })).toEqual({ ok: true });
  });
});
