import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, it } from "vitest";
import { type ParsedEnv, parseEnv, useEnv } from "@/lib/platform/env";
import { findListening, webhookSecrets } from "./webhook-secrets";

const folder = mkdtempSync(join(tmpdir(), "topup-listen-"));
const file = join(folder, "stripe-listen.json");
beforeEach(() => rmSync(file, { force: true }));
afterAll(() => rmSync(folder, { recursive: true }));

const MORE_THAN_ANY_PID = 2 ** 30;

const LOCAL = {
  DATABASE_URL: "postgres://a:b@127.0.0.1/topup",
  STRIPE_SECRET_KEY: "sk_test_mine00000000",
  STRIPE_PUBLISHABLE_KEY: "pk_test_mine00000000",
  AUTH_SECRET: "local-0123456789abcdef0123456789abcdef",
  TOPUP_DATA: folder,
};

function useSettings(more: Record<string, string>): void {
  const parsed: ParsedEnv = parseEnv({ ...LOCAL, ...more });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  useEnv(parsed.env);
}

const leave = (content: string) => writeFileSync(file, content);

it("a running dev server takes the secret of stripe:listen as soon as it is there, beside its own", () => {
  useSettings({ STRIPE_WEBHOOK_SECRET: "whsec_configured00" });
  expect(webhookSecrets()).toEqual(["whsec_configured00"]);
  leave(JSON.stringify({ secret: "whsec_fromthecli00" }));
  expect(webhookSecrets()).toEqual(["whsec_configured00", "whsec_fromthecli00"]);
});

it.each(['{"secret": "whs', '{"secret": ""}', '{"secret": "x"}', "[]"])("%s is no secret", (content) => {
  useSettings({});
  leave(content);
  expect(webhookSecrets()).toEqual([]);
});

it("a production server trusts nothing that lies in a folder", () => {
  useSettings({ NODE_ENV: "production", APP_URL: "https://shop.example" });
  leave(JSON.stringify({ secret: "whsec_fromthecli00" }));
  expect(webhookSecrets()).toEqual([]);
});

it("whoever left the secret is known to listen for as long as it runs", () => {
  useSettings({});
  expect(findListening()).toBe("never");
  leave(JSON.stringify({ secret: "whsec_fromthecli00", pid: process.pid }));
  expect(findListening()).toBe("now");
  leave(JSON.stringify({ secret: "whsec_fromthecli00", pid: MORE_THAN_ANY_PID }));
  expect(findListening()).toBe("ended");
  expect(webhookSecrets()).toEqual(["whsec_fromthecli00"]);
});
