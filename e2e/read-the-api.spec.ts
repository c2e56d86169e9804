import { makeKey } from "@/lib/api-keys/testing";
import { expectAccessible, expectNoSidewaysScroll, LOCALES, readerOf, THEMES } from "./support/look";
import { signUp } from "./support/person";
import { expect, test } from "./support/test";
import { giveCredits, walletOf } from "./support/wallet";

test("a developer finds the page, reads every call in the language they like, and copies it", async ({
  page,
  request,
}) => {
  await page.goto("/");
  await page.locator("footer").getByRole("link", { name: "API", exact: true }).click();
  await expect(page).toHaveURL("/docs/api");
  const { paths } = await (await request.get("/api/v1/openapi.json")).json();
  const calls = Object.values<Record<string, { operationId: string }>>(paths).flatMap(Object.values);
  for (const { operationId } of calls) await expect(page.locator(`#${operationId} h3`)).toBeVisible();
  expect(calls.length).toBeGreaterThanOrEqual(10);
  const code = page.locator("#createSpend pre").filter({ visible: true }).first();
  await expect(code).toContainText("curl -X POST");
  await page.getByRole("radio", { name: "Python" }).check();
  await expect(code).toContainText("urllib.request");
  await page.getByRole("radio", { name: "TypeScript" }).check();
  await expect(code).toContainText("await fetch");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.locator("#createSpend").getByRole("button", { name: "Copy the example: Spend credits" }).click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe(await code.textContent());
});

test("the address of a problem leads to what it means", async ({ page, request }) => {
  const { type, code } = await (await request.get("/api/v1/wallet")).json();
  expect(code).toBe("api_key_missing");
  await page.goto(type);
  await expect(page.locator(`#${code}`)).toBeInViewport();
});

for (const locale of LOCALES)
  for (const theme of THEMES)
    test(`the page has no barriers and no sideways scroll (${locale}, ${theme})`, async ({
      browser,
      complaints,
    }) => {
      const context = await readerOf(browser, locale, theme);
      const page = await context.newPage();
      complaints.listenTo(page);
      for (const width of [360, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        await page.goto("/docs/api");
        for (const details of await page.locator("details").all())
          await details.evaluate((one) => one.toggleAttribute("open", true));
        await expectNoSidewaysScroll(page);
      }
      await expectAccessible(page);
      await context.close();
    });

test("a program spends what a person was given, over HTTP, and the person sees it", async ({
  page,
  request,
}) => {
  const { email } = await signUp(page);
  await giveCredits(email, 100);
  const { key } = await makeKey(await walletOf(email));
  const headers = { Authorization: `Bearer ${key}` };
  const data = { credits: 30, reference: "a poster" };
  const post = () =>
    request.post("/api/v1/spends", { headers: { ...headers, "Idempotency-Key": "poster-1" }, data });
  const [first, again] = [await post(), await post()];
  expect([first.status(), again.status()]).toEqual([201, 201]);
  expect(await again.body()).toEqual(await first.body());
  expect([first, again].map((one) => one.headers()["idempotent-replayed"])).toEqual([undefined, "true"]);

  const named = (name: string) => ({ ...headers, "Idempotency-Key": name });
  const hold = await request.post("/api/v1/holds", { headers: named("print-1"), data: { credits: 5 } });
  const { id } = await hold.json();
  const released = await request.post(`/api/v1/holds/${id}/release`, { headers: named("print-1-failed") });
  expect(await released.json()).toMatchObject({ id, status: "released", released: 5 });

  const wallet = await request.get("/api/v1/wallet", { headers });
  expect(await wallet.json()).toMatchObject({ available: 70, held: 0, version: 4 });
  expect(wallet.headers()).toMatchObject({
    etag: '"4"',
    "cache-control": "private, no-cache, no-transform",
  });
  expect(wallet.headers()["content-encoding"]).toBeUndefined();
  expect(wallet.headers().vary).toContain("Authorization");
  expect(wallet.headers()["set-cookie"]).toBeUndefined();
  const known = await request.get("/api/v1/wallet", { headers: { ...headers, "If-None-Match": '"4"' } });
  expect([known.status(), await known.text()]).toEqual([304, ""]);
  const head = await request.head("/api/v1/wallet", { headers });
  expect([head.status(), head.headers().etag]).toEqual([200, '"4"']);
  const wrong = await request.delete("/api/v1/wallet", { headers });
  expect([wrong.status(), wrong.headers().allow]).toEqual([405, "GET, HEAD, OPTIONS"]);

  await page.goto("/dashboard");
  await expect(page.getByText("a poster")).toBeVisible();
});
