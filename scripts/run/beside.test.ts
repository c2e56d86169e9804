import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lacksStripe, modeToJudge, settingsBeside } from "./beside";
import { holdFolder } from "./hold-folder";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "topup-beside-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const TEST_KEYS = {
  STRIPE_SECRET_KEY: "sk_test_00000000",
  STRIPE_PUBLISHABLE_KEY: "pk_test_00000000",
};

test("a command speaks to the emulator of its own checkout, not to what stands at the usual port", async () => {
  const hold = await holdFolder(folder, "npm run dev");
  hold.announce("http://localhost:3007", "http://127.0.0.1:12119");
  expect(settingsBeside(folder, {}, "dev")).toMatchObject({
    STRIPE_API_BASE: "http://127.0.0.1:12119",
    PORT: "3007",
    // Where the Stripe CLI leaves its secret.
    TOPUP_DATA: folder,
  });
  expect(lacksStripe(folder, {})).toBe(false);
  hold.release();
});

test("without keys and without an emulator of its own there is nobody to speak to", async () => {
  expect(lacksStripe(folder, {})).toBe(true);
  expect(lacksStripe(folder, TEST_KEYS)).toBe(false);
  expect(lacksStripe(folder, { STRIPE_API_BASE: "http://127.0.0.1:12111" })).toBe(false);
});

test("keys of one's own stay with Stripe, whatever emulator runs here", async () => {
  const hold = await holdFolder(folder, "npm run dev");
  hold.announce("http://localhost:3007", "http://127.0.0.1:12119");
  expect(settingsBeside(folder, TEST_KEYS, "dev").STRIPE_API_BASE).toBeUndefined();
  hold.release();
});

test("a server with a public address is judged as deployed, with test keys too", () => {
  const deployed = { ...TEST_KEYS, APP_URL: "https://shop.example" };
  expect(modeToJudge(folder, deployed)).toBe("production");
  const settings = settingsBeside(folder, deployed, modeToJudge(folder, deployed));
  expect(settings).toMatchObject({ NODE_ENV: "production" });
  expect(settings.AUTH_SECRET).toBeUndefined();
});

test.each([
  [{ STRIPE_SECRET_KEY: "sk_live_00000000" }, "production"],
  [{ VERCEL: "1" }, "production"],
  [{}, "dev"],
  [TEST_KEYS, "dev"],
  [{ APP_URL: "https://localhost:3000" }, "dev"],
  [{ APP_URL: "http://192.168.1.20:3000" }, "dev"],
] as const)("%j is judged as %s", (source, mode) => {
  expect(modeToJudge(folder, source)).toBe(mode);
});

test("a dev server that a tunnel makes public is judged as one", async () => {
  const hold = await holdFolder(folder, "npm run dev");
  expect(modeToJudge(folder, { APP_URL: "https://abc.ngrok-free.app" })).toBe("dev");
  hold.release();
});
