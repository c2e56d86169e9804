import { type Browser, type BrowserContext, test as base, expect, type Page } from "@playwright/test";
import { closeClients } from "@/db/client";
import { Complaints } from "./complaints";
import { clearFaults, offerWallets } from "./emulator";

export { expect };

type Fixtures = { complaints: Complaints; faultless: undefined };

/**
 * A test of a person's journey. It ends red when the browser complained of anything the test did not announce,
 * in any of its windows, and it leaves no fault switched on in the emulator.
 */
export const test = base.extend<Fixtures>({
  complaints: [
    async ({ context }, use) => {
      const complaints = new Complaints();
      context.on("page", (page) => complaints.listenTo(page));
      await use(complaints);
      complaints.check();
    },
    { auto: true },
  ],
  faultless: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern
    async ({}, use) => {
      await use(undefined);
      await clearFaults();
      await offerWallets([]);
    },
    { auto: true },
  ],
});

test.afterAll(closeClients);

/** Another browser of the same person or of somebody else, watched for complaints like the first. */
export async function anotherBrowser(browser: Browser, complaints: Complaints): Promise<BrowserContext> {
  const context = await browser.newContext();
  context.on("page", (page) => complaints.listenTo(page));
  return context;
}

/** The order whose page or checkout is on screen. */
export function orderIdOf(page: Page): string {
  const id = /\/(?:checkout|orders)\/([0-9a-f-]{36})/.exec(page.url())?.[1];
  if (!id) throw new Error(`no order in ${page.url()}`);
  return id;
}
