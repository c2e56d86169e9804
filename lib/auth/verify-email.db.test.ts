import { describe, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { mailedToken, newcomer, personOf, visit } from "./testing";
import { requestVerification, verifyEmail } from "./verify-email";

useTestDatabase();
process.env.ADMIN_EMAILS = "Boss@example.com";

describe("an operator's address", () => {
  it("makes an operator only after somebody who reads its mails has confirmed it", async () => {
    const { caller, person } = await newcomer({ email: "boss@example.com" });
    expect(person).toMatchObject({ isOperator: false, emailVerified: false });
    const token = await mailedToken("boss@example.com");
    expect(await verifyEmail(visit(), token)).toEqual({ ok: true });
    expect(await personOf(caller)).toMatchObject({ isOperator: true, emailVerified: true });
  });

  it("is not had by confirming another address", async () => {
    const { caller, email } = await newcomer();
    expect(await verifyEmail(visit(), await mailedToken(email))).toEqual({ ok: true });
    expect(await personOf(caller)).toMatchObject({ isOperator: false, emailVerified: true });
  });
});

describe("the link to confirm an address", () => {
  it("is the same answer when it is used again", async () => {
    const { email } = await newcomer();
    const token = await mailedToken(email);
    expect([await verifyEmail(visit(), token), await verifyEmail(visit(), token)]).toEqual([
      { ok: true },
      { ok: true },
    ]);
  });

  it("is refused when forged, cut, not a text, or of an account that is gone", async () => {
    const { email, person } = await newcomer();
    const token = await mailedToken(email);
    const unsigned = `${Buffer.from('{"alg":"none"}').toString("base64url")}.${token.split(".")[1]}.`;
    for (const bad of ["", "x", token.slice(0, -3), unsigned, undefined, { token }, "a".repeat(3000)]) {
      expect(await verifyEmail(visit(), bad)).toEqual({ ok: false, refusal: "link_invalid" });
    }
    await sql()`update users set email = 'moved@example.com' where id = ${person.userId}`;
    expect(await verifyEmail(visit(), token)).toEqual({ ok: false, refusal: "link_invalid" });
  });

  it("can be sent again, in the person's language", async () => {
    const { person, email } = await newcomer();
    const caller = visit({ locale: "zh" });
    expect(await requestVerification(caller, person)).toEqual({ ok: true });
    await caller.finish();
    const [mail] = await sql()`select subject from local_mails where recipient = ${email} order by id desc`;
    expect(mail?.subject).toContain("验证");
  });
});
