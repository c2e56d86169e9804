import { expect, test } from "@playwright/test";
import { Complaints } from "./support/complaints";
import { expectAccessible, expectNoSidewaysScroll } from "./support/look";
import { fillSignUp, newPerson, prefer } from "./support/person";

const PAGES = [
  "/sign-in",
  "/sign-up",
  "/forgot-password",
  "/reset-password?token=x",
  "/verify-email?token=x",
  "/mailbox",
];

let complaints = new Complaints();

test.beforeEach(({ context }) => {
  complaints = new Complaints();
  context.on("page", (page) => complaints.listenTo(page));
});

test.afterEach(() => complaints.check());

for (const [locale, theme, width] of [
  ["en", "light", 390],
  ["zh", "dark", 1280],
] as const) {
  test(`account pages have no barriers and no sideways scroll (${locale}, ${theme}, ${width})`, async ({
    page,
  }) => {
    await prefer(page, locale, "usd");
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize({ width, height: 800 });
    const look = async () => {
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
    };
    for (const path of PAGES) {
      await page.goto(path);
      await look();
    }
    await page.goto("/sign-up?return=/account");
    await page.locator('main button[type="submit"]').click();
    await expect(page.locator('[aria-invalid="true"]')).toHaveCount(3);
    await look();
    await fillSignUp(page, newPerson());
    await expect(page).toHaveURL("/account");
    await page.locator("details summary").click();
    await look();
  });
}

test("what is wrong with a form is said beside each field, and the keyboard is taken there", async ({
  page,
}) => {
  await page.goto("/sign-up");
  await page.getByLabel("Name").focus();
  await page.keyboard.type("Ada");
  await page.keyboard.press("Tab");
  await page.keyboard.type("not-an-address");
  await page.keyboard.press("Tab");
  await page.keyboard.type("short");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Look at the marked fields.")).toBeVisible();
  await expect(page.locator(":focus")).toContainText("Look at the marked fields.");
  await expect(page.getByLabel("Email")).toHaveAccessibleDescription(
    "Enter an address like name@example.com.",
  );
  await expect(page.getByLabel("Password")).toHaveAccessibleDescription(/Use at least 10 characters\.$/);
  await expect(page.getByLabel("Name")).toHaveValue("Ada");
  await expect(page.getByLabel("Email")).toHaveValue("not-an-address");
  await expect(page.getByLabel("Password")).toHaveValue("");
});
