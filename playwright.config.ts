import { defineConfig } from "@playwright/test";

const baseURL = process.env.APP_URL;
if (!baseURL) throw new Error("The browser tests need the app running: start them with `npm run test:e2e`");

export default defineConfig({
  testDir: "e2e",
  // A test that passes the second time has found something; it is not hidden.
  retries: 0,
  // The emulator's faults are one for all, so one test at a time.
  workers: 1,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [["list"], ["json", { outputFile: process.env.E2E_REPORT ?? "test-results/report.json" }]],
  outputDir: "test-results/browser",
  use: {
    baseURL,
    locale: "en-US",
    timezoneId: "UTC",
    viewport: { width: 1280, height: 800 },
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: { executablePath: process.env.PLAYWRIGHT_CHROMIUM_PATH },
  },
});
