import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CHECKOUT } from "./run/folders";

const START_TIMEOUT_MS = 60_000;

const WRONG = {
  STRIPE_SECRET_KEY: "sk_live_canary00000000",
  STRIPE_PUBLISHABLE_KEY: "pk_test_canary00000000",
  STRIPE_API_BASE: "http://127.0.0.1:12111",
  DATABASE_URL: "localhost/canary",
  APP_URL: "",
  AUTH_SECRET: "",
  VERCEL: "",
};

test("a start with a wrong environment lists every fault with its cure, starts nothing and exits with 1", {
  timeout: START_TIMEOUT_MS,
}, () => {
  const folder = mkdtempSync(join(tmpdir(), "topup-start-"));
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", "scripts/start.ts"], {
    cwd: CHECKOUT,
    encoding: "utf8",
    env: { ...process.env, ...WRONG, TOPUP_DATA: folder },
  });
  expect(status).toBe(1);
  for (const name of ["DATABASE_URL", "STRIPE_SECRET_KEY", "STRIPE_API_BASE", "APP_URL", "AUTH_SECRET"]) {
    expect(stderr).toContain(`  ${name}: `);
  }
  expect(stderr.match(/Cure: /g)).toHaveLength(5);
  expect(stdout + stderr).not.toMatch(/canary|building/);
  expect(existsSync(join(folder, "run.json"))).toBe(false);
  rmSync(folder, { recursive: true });
});
