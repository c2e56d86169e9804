import { afterEach, beforeEach, expect, test } from "vitest";
import { GET } from "@/app/api/cron/notices/route";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { newWallet } from "@/lib/checkout/testing";
import { useClock } from "@/lib/platform/clock";
import { env, forgetEnv } from "@/lib/platform/env";
import { crons } from "@/vercel.json";
import { checkCron } from "./check-cron";
import { recordCronCall } from "./record-cron-call";

useTestDatabase();

const HOUR_MS = 3_600_000;
const SECRET = "a-cron-secret-of-sixteen-or-more";
const PATHS = crons.map(({ path }) => path);
const HOSTED = { hosted: true, cronSecret: SECRET };

const look = async (changed: object = HOSTED) =>
  (await checkCron({ ...env(), ...changed })).map(({ name, facts }) => [name, facts.path]);
const call = (path: string, work = async () => "done") => recordCronCall(path, work);
const callAll = () => Promise.all(PATHS.map((path) => call(path)));
const ofAll = (name: string) => PATHS.map((path) => [name, path]);

let restore = () => {};
function setClock(aheadMs: number) {
  restore();
  restore = useClock(() => Date.now() + aheadMs);
}
beforeEach(async () => {
  await sql()`delete from cron_calls`;
  process.env.CRON_SECRET = SECRET;
  forgetEnv();
});
afterEach(() => restore());

test("a server that lives long needs no schedule", async () => {
  expect(await look({ hosted: false })).toEqual([["cron_not_needed", undefined]]);
});

test("a host whose routes nobody may call is named", async () => {
  expect(await look({ hosted: true, cronSecret: null })).toEqual([["cron_secret_missing", undefined]]);
});

test("a preview, where Vercel calls no schedule, is not told to mend it", async () => {
  await newWallet();
  setClock(48 * HOUR_MS);
  const findings = await checkCron({ ...env(), hosted: true, cronSecret: null }, { VERCEL_ENV: "preview" });
  expect(findings).toMatchObject([{ name: "cron_not_on_previews", status: "pass" }]);
});

test("a schedule that was not heard from is expected at first, and missed after a day", async () => {
  expect(await look()).toEqual(ofAll("cron_not_heard_yet"));
  await newWallet();
  expect(await look()).toEqual(ofAll("cron_not_heard_yet"));
  setClock(48 * HOUR_MS);
  expect(await look()).toEqual(ofAll("cron_never_heard"));
});

test("schedules that all call are in order, until one falls silent", async () => {
  await callAll();
  expect(await look()).toEqual([["cron_in_order", undefined]]);
  setClock(30 * HOUR_MS);
  const [silent = "", ...heard] = PATHS;
  for (const path of heard) await call(path);
  expect(await look()).toEqual([["cron_late", silent]]);
});

test("a server that lives long is not told of schedules that called it, or its host of before, and all ceased", async () => {
  await callAll();
  setClock(48 * HOUR_MS);
  expect(await look({ hosted: false })).toEqual([["cron_not_needed", undefined]]);
  const [path = "", ...silent] = PATHS;
  await call(path);
  expect(await look({ hosted: false })).toEqual(silent.map((one) => ["cron_late", one]));
});

test("a call that failed is named with its reason, without a secret, until one succeeds", async () => {
  await callAll();
  const [path = ""] = PATHS;
  const failing = call(path, async () => {
    throw new Error("connect postgres://topup:hunter2@db refused");
  });
  await expect(failing).rejects.toThrow("refused");
  const [finding] = await checkCron({ ...env(), ...HOSTED });
  expect(finding).toMatchObject({ name: "cron_failed", facts: { path } });
  expect(finding?.facts.trouble).toMatch(/^connect postgres:.*refused$/);
  expect(finding?.facts.trouble).not.toContain("hunter2");
  await call(path);
  expect(await look()).toEqual([["cron_in_order", undefined]]);
});

test("a call that was stopped in the middle is named once it can no longer be running", async () => {
  await callAll();
  const [path = ""] = PATHS;
  let end = () => {};
  const running = call(
    path,
    () =>
      new Promise((resolve) => {
        end = () => resolve("done");
      }),
  );
  await expect.poll(() => endOf(path)).toBeNull();
  expect(await look()).toEqual([["cron_in_order", undefined]]);
  setClock(HOUR_MS / 2);
  expect(await look()).toEqual([["cron_cut_off", path]]);
  end();
  await running;
});

async function endOf(path: string) {
  const [row] = await sql()<{ endedAt: Date | null }[]>`
    select ended_at as "endedAt" from cron_calls where path = ${path}`;
  return row?.endedAt;
}

test("the routes themselves note each call, and none of a stranger", async () => {
  const ask = (secret: string) =>
    GET(
      new Request("https://shop.example/api/cron/notices", {
        headers: { authorization: `Bearer ${secret}` },
      }),
    );
  expect((await ask("something else")).status).toBe(401);
  expect(await sql()`select path from cron_calls`).toEqual([]);
  expect((await ask(SECRET)).status).toBe(200);
  const [row] = await sql()`select path, trouble, ended_at is not null as ended from cron_calls`;
  expect(row).toEqual({ path: "/api/cron/notices", trouble: null, ended: true });
});

test("a note that cannot be written does not stop the work", async () => {
  await sql()`alter table cron_calls rename to cron_calls_away`;
  try {
    expect(await call("/api/cron/sweep")).toBe("done");
  } finally {
    await sql()`alter table cron_calls_away rename to cron_calls`;
  }
});
