import type { Browser, Page } from "@playwright/test";
import { sql } from "@/db/client";
import type { Complaints } from "./complaints";
import { prefer, signIn, signUpAsOperator } from "./person";
import { anotherBrowser, expect } from "./test";

/** The operator at their desk: there is one of them in a run, so whoever comes second signs in. */
export async function officeOf(browser: Browser, complaints: Complaints): Promise<Page> {
  const desk = await (await anotherBrowser(browser, complaints)).newPage();
  await prefer(desk, "en", "usd");
  const email = process.env.ADMIN_EMAILS ?? "";
  const [known] = await sql()`select 1 from users where email = ${email}`;
  if (!known) await signUpAsOperator(desk);
  else {
    await desk.goto("/sign-in?return=/dashboard");
    await signIn(desk, { name: "", email, password: "a quiet green meter" });
    await expect(desk).toHaveURL(({ pathname }) => pathname === "/dashboard");
  }
  return desk;
}
