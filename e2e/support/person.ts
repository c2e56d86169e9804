import { randomUUID } from "node:crypto";
import { expect, type Page } from "@playwright/test";
import { sql } from "@/db/client";

export type PersonAtKeyboard = { name: string; email: string; password: string };

export function newPerson(): PersonAtKeyboard {
  return {
    name: "Ada Example",
    email: `ada-${randomUUID()}@example.com`,
    password: "a quiet green meter",
  };
}

/** Fills the sign-up form that is on screen. */
export async function fillSignUp(page: Page, person: PersonAtKeyboard): Promise<void> {
  await page.locator('input[name="name"]').fill(person.name);
  await page.locator('input[name="email"]').fill(person.email);
  await page.locator('input[name="password"]').fill(person.password);
  await page.locator('main button[type="submit"]').click();
}

/** A new person with an account, signed in, on their dashboard. */
export async function signUp(page: Page): Promise<PersonAtKeyboard> {
  const person = newPerson();
  await page.goto("/sign-up?return=/dashboard");
  await fillSignUp(page, person);
  await expect(page).toHaveURL(({ pathname }) => pathname === "/dashboard");
  return person;
}

/**
 * The operator of this run, signed up and with an address that is confirmed. There is one, whom `officeOf` finds again.
 */
export async function signUpAsOperator(page: Page): Promise<PersonAtKeyboard> {
  const person = { ...newPerson(), email: process.env.ADMIN_EMAILS ?? "" };
  await page.goto("/sign-up?return=/dashboard");
  await fillSignUp(page, person);
  await expect(page).toHaveURL(({ pathname }) => pathname === "/dashboard");
  await sql()`update users set email_verified = true where email = ${person.email}`;
  return person;
}

/** Signs in with the form that is on screen. */
export async function signIn(page: Page, person: PersonAtKeyboard): Promise<void> {
  await page.locator('input[name="email"]').fill(person.email);
  await page.locator('input[name="password"]').fill(person.password);
  await page.locator('main button[type="submit"]').click();
}

/** Sets the language and currency as the menu does, before the first page. */
export async function prefer(page: Page, locale: "en" | "zh", currency: string): Promise<void> {
  const url = process.env.APP_URL ?? "http://localhost:3000";
  await page.context().addCookies([
    { name: "topup-locale", value: locale, url },
    { name: "topup-currency", value: currency, url },
  ]);
}
