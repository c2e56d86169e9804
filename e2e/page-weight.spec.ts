import { type Browser, expect, test } from "@playwright/test";
import { serveEmptyNext } from "./support/empty-next";
import { signUp } from "./support/person";
import { weighScripts } from "./support/weigh-scripts";

/** What a page may send more than one of the same Next with nothing on it. */
const SHARE_MAX = 1.15;
const BUILD_TIMEOUT_MS = 600_000;

let empty: Awaited<ReturnType<typeof serveEmptyNext>>;
let nothing = 0;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(BUILD_TIMEOUT_MS);
  empty = await serveEmptyNext();
  nothing = await weighAlone(browser, empty.url);
});

test.afterAll(() => empty.stop());

async function weighAlone(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext();
  const weight = await weighScripts(await context.newPage(), url);
  await context.close();
  return weight;
}

function compare(name: string, weight: number): void {
  const figures = `${name} ${weight} bytes, empty ${nothing}: ${(100 * (weight / nothing - 1)).toFixed(1)} % more`;
  process.stdout.write(`      ${figures}
`);
  expect(nothing, "an empty page has Next and React on it").toBeGreaterThan(50_000);
  expect(weight / nothing, figures).toBeLessThanOrEqual(SHARE_MAX);
}

test("the landing page sends at most 15 % more script than an empty page of the same Next", async ({
  browser,
  baseURL,
}) => {
  compare("landing", await weighAlone(browser, baseURL ?? ""));
});

test("so does the dashboard", async ({ browser, baseURL }) => {
  const context = await browser.newContext();
  await signUp(await context.newPage());
  // A fresh cache, the same cookies.
  const fresh = await browser.newContext({ storageState: await context.storageState() });
  compare("dashboard", await weighScripts(await fresh.newPage(), `${baseURL}/dashboard`));
  await context.close();
  await fresh.close();
});

test("so does the page for developers, with all its examples", async ({ browser, baseURL }) => {
  compare("API page", await weighAlone(browser, `${baseURL}/docs/api`));
});
