import { afterEach, beforeEach, expect, test } from "vitest";
import { closeClients } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { sweepEvents } from "@/lib/inbox/sweep-events";
import { forgetEnv } from "@/lib/platform/env";
import { takeEnvAsItIs } from "@/lib/platform/require-env";
import { setUpCatalog } from "@/lib/setup/set-up-catalog";
import { closeBreaker } from "@/lib/stripe/ask-stripe";
import { useStripeLimits } from "@/lib/stripe/client";
import { useEmulator } from "@/lib/stripe/testing";
import { examine, examineWebhooks } from "./examine";
import { CHECKS, type Finding, isWrong } from "./finding";
import { closeServersAfterEach, serverOfOurs } from "./testing";

useTestDatabase();
useEmulator();
closeServersAfterEach();

const OURS = /^(DATABASE_URL|STRIPE_\w+|APP_URL|AUTH_SECRET|VERCEL\w*)$/;
let whole: Record<string, string | undefined> | null = null;
beforeEach(() => use({}));
afterEach(async () => {
  await closeClients();
  use({});
});

/** The environment of these tests, changed, as the doctor would meet it. */
function use(changed: Record<string, string> | null) {
  const ours = Object.keys(process.env).filter((name) => OURS.test(name));
  whole ??= Object.fromEntries(ours.map((name) => [name, process.env[name]]));
  for (const name of ours) delete process.env[name];
  if (changed) Object.assign(process.env, whole, changed);
  forgetEnv();
  takeEnvAsItIs();
  closeBreaker();
  useStripeLimits({ retries: 0, timeoutMs: 2000 });
}

const wrong = (findings: Finding[]) => findings.filter(isWrong).map(({ name }) => name);

test("a set-up as it must be: every check finds something, and nothing is wrong", async () => {
  use({ APP_URL: await serverOfOurs() });
  await setUpCatalog();
  await sweepEvents();
  const findings = await examine(process.env);
  expect([...new Set(findings.map(({ check }) => check))]).toEqual([...CHECKS]);
  const exceptDisk = findings.filter(({ facts }) => facts.setting !== "fsync");
  expect(wrong(exceptDisk)).toEqual(["reconciliation_never"]);
});

test("with nothing set at all every check still tells what is wrong", async () => {
  const source = { NODE_ENV: "production" };
  use(null);
  const findings = await examine(source);
  expect([...new Set(findings.map(({ check }) => check))]).toEqual([...CHECKS]);
  expect(wrong(findings)).toEqual(
    expect.arrayContaining(["setting_wrong", "keys_not_tried", "secret_missing", "database_not_reached"]),
  );
  expect(findings.filter(({ name }) => name === "not_looked_at").map(({ check }) => check)).toEqual([
    "cron",
    "events",
    "reconciliation",
  ]);
});

test("with nobody to ask every check says so, and none hides another", async () => {
  use({
    DATABASE_URL: "postgres://topup@127.0.0.1:2/none",
    STRIPE_API_BASE: "http://127.0.0.1:2",
    APP_URL: "http://127.0.0.1:2",
  });
  expect(wrong(await examine(process.env))).toEqual([
    "stripe_not_reached",
    "probe_connection_refused",
    "clock_not_compared",
    "database_not_reached",
    "not_looked_at",
    "not_looked_at",
    "prices_not_read",
    "not_looked_at",
  ]);
});

test("a check that breaks is named as broken, and told without secrets", async () => {
  use({ DATABASE_URL: "postgres://topup:hunter2@127.0.0.1:notaport/none" });
  const findings = await examine(process.env);
  expect(wrong(findings)).toContain("setting_wrong");
  expect(findings.filter(({ check }) => check === "database").every(isWrong)).toBe(true);
  expect(JSON.stringify(findings)).not.toContain("hunter2");
});

test("whether deliveries arrive is looked at alone, for who is in a hurry", async () => {
  use({ APP_URL: await serverOfOurs() });
  const findings = await examineWebhooks(process.env);
  expect(findings.map(({ check }) => check)).toEqual(["address", "secret", "endpoint", "probe", "events"]);
  expect(wrong(findings)).toEqual([]);
});
