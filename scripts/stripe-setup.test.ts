import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CHECKOUT } from "./run/folders";

const TIMEOUT_MS = 60_000;

test("a Stripe that does not answer is one line for programs and a sentence for people, and exit code 1", {
  timeout: TIMEOUT_MS,
}, () => {
  const folder = mkdtempSync(join(tmpdir(), "topup-setup-"));
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", "scripts/stripe-setup.ts", "--only", "endpoint", "--address", "https://shop.example"],
    {
      cwd: CHECKOUT,
      encoding: "utf8",
      env: {
        ...process.env,
        STRIPE_SECRET_KEY: "sk_test_canary00000000",
        STRIPE_PUBLISHABLE_KEY: "pk_test_canary00000000",
        STRIPE_API_BASE: "http://127.0.0.1:9",
        LOG_LEVEL: "",
        TOPUP_DATA: folder,
      },
    },
  );
  rmSync(folder, { recursive: true });
  const lines = stdout.trim().split("\n");
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { ok: false, trouble: { kind: "unavailable" } },
  ]);
  expect(stderr).toContain("Stripe does not answer");
  expect(stdout + stderr).not.toContain("canary");
  expect(status).toBe(1);
});
