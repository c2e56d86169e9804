import { describe, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { findWalletOfUser } from "@/lib/ledger/open-wallet";
import { findPerson } from "./person";
import { signUp } from "./sign-up";
import { countRows, newcomer, PASSWORD, personOf, visit } from "./testing";

useTestDatabase();

const ada = { name: "Ada", email: "ada@example.com", password: PASSWORD };

describe("signing up", () => {
  it("makes an account with its wallet and signs the person in", async () => {
    const answer = await signUp(visit(), { ...ada, email: "  ADA@Example.com " });
    if (!answer.ok) throw new Error(answer.refusal);
    const person = await personOf(visit({ cookies: answer.cookies }));
    expect(person).toMatchObject({ name: "Ada", email: "ada@example.com", isOperator: false });
    expect(await findWalletOfUser(person.userId)).toEqual({ id: person.walletId, stripeCustomerId: null });
  });

  it("refuses a taken address, however it is written, and changes nothing", async () => {
    const before = await countRows("users");
    const refused = await signUp(visit(), { ...ada, email: "Ada@EXAMPLE.com", password: "something else 1" });
    expect(refused).toEqual({ ok: false, refusal: "email_taken" });
    expect(await countRows("users")).toBe(before);
  });

  it("makes one account when one address signs up twice at once", async () => {
    const form = { ...ada, email: "twice@example.com" };
    const answers = await Promise.all([signUp(visit(), form), signUp(visit(), form)]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ refusal: "email_taken" });
    const [row] = await sql()`select count(*)::int as n from accounts a join users u on u.id = a.user_id
      where u.email = ${form.email}`;
    expect(row?.n).toBe(1);
  });

  it("takes only name, address and password from a form", async () => {
    const answer = await signUp(visit(), {
      ...ada,
      email: "sly@example.com",
      emailVerified: true,
      id: "chosen-by-me",
      image: "https://example.com/x.png",
    });
    expect(answer.ok).toBe(true);
    const [row] = await sql()`select id, email_verified, image from users where email = 'sly@example.com'`;
    expect(row).toMatchObject({ email_verified: false, image: null });
    expect(row?.id).not.toBe("chosen-by-me");
  });

  it("names the fault of each field and makes nothing", async () => {
    const before = await countRows("users");
    expect(await signUp(visit(), { name: " ", email: "nobody", password: "short" })).toEqual({
      ok: false,
      refusal: "input_invalid",
      faults: { name: "name_required", email: "email_invalid", password: "password_too_short" },
    });
    expect(await signUp(visit(), { ...ada, name: "x".repeat(81), password: "y".repeat(129) })).toMatchObject({
      faults: { name: "name_too_long", password: "password_too_long" },
    });
    expect(await signUp(visit(), { ...ada, name: "a\r\nBcc: b" })).toMatchObject({
      faults: { name: "name_required" },
    });
    expect(await countRows("users")).toBe(before);
  });
});

describe("a wallet lost to a crash after sign-up", () => {
  it("is opened with the person's next request", async () => {
    const { person, caller } = await newcomer();
    await sql()`delete from wallets where id = ${person.walletId}`;
    const [first, second] = await Promise.all([findPerson(caller.headers), findPerson(caller.headers)]);
    expect(first?.walletId).toBe((await findWalletOfUser(person.userId))?.id);
    expect(second?.walletId).toBe(first?.walletId);
  });
});
