import { type Browser, expect, type Page, request, test } from "@playwright/test";
import { Complaints } from "./support/complaints";
import { newPerson, type PersonAtKeyboard, prefer, signIn } from "./support/person";

let complaints = new Complaints();

test.beforeEach(({ context }) => {
  complaints = new Complaints();
  context.on("page", (page) => complaints.listenTo(page));
});

test.afterEach(() => complaints.check());

const IPHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";
const NEXT_PASSWORD = "another quiet meter";

async function signUpAt(page: Page, returnTo = "/account"): Promise<PersonAtKeyboard> {
  const person = newPerson();
  await page.goto(`/sign-up?return=${returnTo}`);
  await page.locator('input[name="name"]').fill(person.name);
  await page.locator('input[name="email"]').fill(person.email);
  await page.locator('input[name="password"]').fill(person.password);
  await submit(page);
  await expect(page).toHaveURL(returnTo);
  return person;
}

function submit(page: Page): Promise<void> {
  return page.locator('main form:has(input:not([type="hidden"])) button[type="submit"]').first().click();
}

async function openNewestMail(page: Page, path: string): Promise<string> {
  await page.goto("/mailbox");
  const link = page.locator(`main a[href*="${path}?token="]`).first();
  const address = (await link.getAttribute("href")) ?? "";
  await link.click();
  await expect(page).toHaveURL(new RegExp(path));
  return address;
}

async function onAPhone(
  browser: Browser,
  baseURL: string | undefined,
  person: PersonAtKeyboard,
): Promise<Page> {
  const context = await browser.newContext({ userAgent: IPHONE, baseURL: baseURL ?? "" });
  const page = await context.newPage();
  await page.goto("/sign-in?return=/account");
  await signIn(page, person);
  await expect(page).toHaveURL("/account");
  return page;
}

const WORDS = {
  en: {
    signOut: "Sign out",
    sent: "If there is an account with this address",
    changed: "Your password is changed. Sign in with the new one.",
    used: "This link was used already",
  },
  zh: {
    signOut: "退出登录",
    sent: "如果该邮箱已注册",
    changed: "密码已修改，请用新密码登录。",
    used: "链接已使用过或已过期",
  },
} as const;

for (const locale of ["en", "zh"] as const) {
  test(`a person who forgot the password chooses a new one by mail and comes back (${locale})`, async ({
    page,
  }) => {
    const words = WORDS[locale];
    await prefer(page, locale, "usd");
    const person = await signUpAt(page);
    await page.getByRole("button", { name: words.signOut, exact: true }).first().click();
    await expect(page).toHaveURL("/");

    await page.goto("/forgot-password");
    await page.locator('input[name="email"]').fill(person.email.toUpperCase());
    await submit(page);
    await expect(page.getByText(words.sent)).toBeVisible();

    const link = await openNewestMail(page, "/reset-password");
    await page.locator('input[name="password"]').fill(NEXT_PASSWORD);
    await submit(page);
    await expect(page.getByText(words.changed)).toBeVisible();
    await signIn(page, { ...person, password: NEXT_PASSWORD });
    await expect(page).toHaveURL("/dashboard");

    await page.goto(link);
    await page.locator('input[name="password"]').fill("a third quiet meter");
    await submit(page);
    await expect(page.getByText(words.used)).toBeVisible();
  });
}

test("a device that is signed out from elsewhere is out at its next click", async ({
  page,
  browser,
  baseURL,
}) => {
  const person = await signUpAt(page);
  const phone = await onAPhone(browser, baseURL, person);
  await page.reload();
  await expect(page.getByText("Safari on iPhone").first()).toBeVisible();
  await page.getByRole("button", { name: "Sign out Safari on iPhone" }).click();
  await expect(page.getByText("Signed out there.")).toBeVisible();
  await phone.reload();
  await expect(phone).toHaveURL(/\/sign-in\?return=%2Faccount/);
  await phone.context().close();
});

test("a changed password signs out all other devices and keeps this one", async ({
  page,
  browser,
  baseURL,
}) => {
  const person = await signUpAt(page);
  const phone = await onAPhone(browser, baseURL, person);
  await page.getByLabel("Current password").fill("not my password");
  await page.getByLabel("New password").fill(NEXT_PASSWORD);
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("This is not your current password.")).toBeVisible();
  await page.getByLabel("Current password").fill(person.password);
  await page.getByLabel("New password").fill(NEXT_PASSWORD);
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("All other devices are signed out.")).toBeVisible();
  await page.reload();
  await expect(page).toHaveURL("/account");
  await phone.reload();
  await expect(phone).toHaveURL(/\/sign-in/);
  await phone.context().close();
});

test("a person confirms their address with a click, and opening the mail alone changes nothing", async ({
  page,
}) => {
  await signUpAt(page);
  await expect(page.getByText("Not confirmed yet")).toBeVisible();
  await openNewestMail(page, "/verify-email");
  await page.goto("/account");
  await expect(page.getByText("Not confirmed yet")).toBeVisible();
  await openNewestMail(page, "/verify-email");
  await page.getByRole("button", { name: "Confirm my address" }).click();
  await expect(page.getByRole("heading", { name: "Your address is confirmed" })).toBeVisible();
  await page.goto("/account");
  await expect(page.getByText("Confirmed", { exact: true })).toBeVisible();
});

test("a deleted account is gone on every device, and its address is free again", async ({
  page,
  browser,
  baseURL,
}) => {
  const person = await signUpAt(page);
  const phone = await onAPhone(browser, baseURL, person);
  await page.getByText("I want to delete my account").click();
  await page.getByLabel("Your password, to confirm").fill(person.password);
  await page.getByRole("button", { name: "Delete my account" }).click();
  await expect(page.getByRole("heading", { name: "Your account is deleted" })).toBeVisible();
  expect((await page.context().cookies()).filter(({ name }) => name.includes("session"))).toEqual([]);
  await phone.reload();
  await expect(phone).toHaveURL(/\/sign-in/);
  await phone.context().close();
  await page.goto("/sign-in");
  await signIn(page, person);
  await expect(page.getByText("Address and password do not match.")).toBeVisible();
});

test("somebody whose session ended signs in and is back where they were", async ({ page }) => {
  const person = await signUpAt(page);
  const path = "/account?from=mail#sessions";
  await page.context().clearCookies();
  await page.goto("/account");
  await expect(page).toHaveURL(/\/sign-in\?return=%2Faccount$/);
  await page.goto(`/sign-in?return=${encodeURIComponent(path)}`);
  await signIn(page, person);
  await expect(page).toHaveURL(path);
});

test("a session that ends in the middle of checkout costs a sign-in, not the order", async ({ page }) => {
  const person = await signUpAt(page);
  await page.goto("/checkout/new?pack=maker&currency=usd");
  await page.locator('main button[type="submit"]').click();
  await expect(page).toHaveURL(/\/checkout\/[0-9a-f-]{36}$/);
  const checkout = new URL(page.url()).pathname;
  await page.context().clearCookies();
  await page.reload();
  await expect(page).toHaveURL(`/sign-in?return=${encodeURIComponent(checkout)}`);
  await signIn(page, person);
  await expect(page).toHaveURL(checkout);
});

test("nobody is led to another site by a link to our sign-in page", async ({ page }) => {
  const person = await signUpAt(page);
  for (const evil of ["//example.org", "https://example.org/", "/\\example.org", "/.//example.org"]) {
    // The dashboard keeps asking for news; it must be gone before its session is.
    await page.goto("about:blank");
    await page.context().clearCookies();
    await page.goto(`/sign-in?return=${encodeURIComponent(evil)}`);
    await signIn(page, person);
    await expect(page).toHaveURL("/dashboard");
  }
});

test("after ten wrong passwords a guesser is told how long to wait, and others get in", async ({ page }) => {
  const [target, bystander] = [await signUpAt(page), await newcomerElsewhere(page)];
  await page.context().clearCookies();
  await page.goto("/sign-in");
  for (let n = 1; n <= 10; n++) {
    await signIn(page, { ...target, password: `wrong password ${n}` });
    await expect(page.locator('input[name="password"]')).toHaveValue("");
    await expect(page.getByText("Address and password do not match.")).toBeVisible();
  }
  await signIn(page, target);
  await expect(page.getByText(/Too many tries\. Wait 1[45] minutes/)).toBeVisible();
  await signIn(page, bystander);
  await expect(page).toHaveURL("/dashboard");
});

async function newcomerElsewhere(page: Page): Promise<PersonAtKeyboard> {
  await page.context().clearCookies();
  return signUpAt(page);
}

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("every form of an account works", async ({ page }) => {
    const person = await signUpAt(page);
    await page.locator('input[name="name"]').fill("Ada Without Script");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(page.getByText("Saved.")).toBeVisible();
    await expect(page.locator('input[name="name"]')).toHaveValue("Ada Without Script");
    await page.getByLabel("Current password").fill(person.password);
    await page.getByLabel("New password").fill(NEXT_PASSWORD);
    await page.getByRole("button", { name: "Change password" }).click();
    await expect(page.getByText("All other devices are signed out.")).toBeVisible();
    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    await expect(page).toHaveURL("/");
    await page.goto("/sign-in?return=/account");
    await signIn(page, { ...person, password: NEXT_PASSWORD });
    await expect(page).toHaveURL("/account");
  });

  test("a form sent from another site, or from nowhere, signs nobody in", async ({ page, baseURL }) => {
    const person = await signUpAt(page);
    await page.context().clearCookies();
    await page.goto("/sign-in");
    const hidden = await page
      .locator("main form input[type=hidden]")
      .evaluateAll((inputs) =>
        inputs.map((input) => [input.getAttribute("name") ?? "", input.getAttribute("value") ?? ""] as const),
      );
    const form = { ...Object.fromEntries(hidden), email: person.email, password: person.password };
    const stranger = await request.newContext({ baseURL: baseURL ?? "" });
    for (const origin of [undefined, "null", "https://example.org"]) {
      const headers: Record<string, string> = origin === undefined ? {} : { origin };
      const answer = await stranger.post("/sign-in", { multipart: form, headers, maxRedirects: 0 });
      expect(answer.status(), `origin ${origin}`).toBeGreaterThanOrEqual(400);
      expect(answer.headers()["set-cookie"] ?? "").not.toContain("session");
    }
    const ours = { origin: new URL(baseURL ?? "").origin };
    const answer = await stranger.post("/sign-in", { multipart: form, headers: ours, maxRedirects: 0 });
    expect(answer.status()).toBe(303);
    expect(answer.headers()["set-cookie"]).toMatch(/session_token=.*HttpOnly.*SameSite=lax/i);
    await stranger.dispose();
  });
});
