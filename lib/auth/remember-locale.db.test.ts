import { expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { rememberLocale } from "./remember-locale";
import { signIn } from "./sign-in";
import { newcomer, PASSWORD, visit } from "./testing";

useTestDatabase();

async function localeOf(email: string) {
  const [user] = await sql()<{ locale: string | null }[]>`select locale from users where email = ${email}`;
  return user?.locale;
}

it("an account is in the language it was made in, then in the one last signed in with or chosen", async () => {
  const { email } = await newcomer({ locale: "zh" });
  expect(await localeOf(email)).toBe("zh");
  expect(await signIn(visit({ locale: "en" }), { email, password: PASSWORD })).toMatchObject({ ok: true });
  expect(await localeOf(email)).toBe("en");
  await rememberLocale(email, "zh");
  expect(await localeOf(email)).toBe("zh");
});
