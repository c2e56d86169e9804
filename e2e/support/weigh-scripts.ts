import type { Page } from "@playwright/test";

/** The bytes of all scripts of a page as they come over the wire, compressed. */
export async function weighScripts(page: Page, url: string): Promise<number> {
  const sizes: Promise<number>[] = [];
  page.on("requestfinished", (request) => {
    if (request.resourceType() !== "script") return;
    sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
  });
  // A stream that stays open would keep the network busy for ever.
  await page.route("**/api/live*", (route) => route.fulfill({ status: 204 }));
  await page.goto(url, { waitUntil: "networkidle" });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
