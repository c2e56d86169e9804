import { spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, afterEach, expect, it, vi } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { brokenPromises, stateOf } from "@/lib/checkout/testing";
import { useClock } from "@/lib/platform/clock";
import { breakCalls, useEmulator } from "@/lib/stripe/testing";
import { beginRun } from "./begin-run";
import { pauseRun } from "./finish-run";
import { moveRun } from "./move-run";
import { reconcile } from "./reconcile";
import { recordFindings } from "./record-findings";
import { kindsOf, paidByCustomer, reconcileNow, untilBooked } from "./testing";

useTestDatabase();
useEmulator();
let restoreClock: (() => void) | null = null;
afterEach(() => {
  restoreClock?.();
  restoreClock = null;
});
afterAll(async () => expect(await brokenPromises()).toEqual([]));

const MINUTE_MS = 60_000;
const WISH = { livemode: false, days: 3, graceMs: 0 };

/** A process that compares, until Stripe leaves it hanging; answers when it hangs there. */
async function hangAt(step: string, path: string) {
  await breakCalls({ path, method: "GET", action: "hang", count: 1 });
  const program = "lib/reconciliation/testing/process.ts";
  const child = spawn(process.execPath, ["--import", "tsx", program], { env: process.env, stdio: "ignore" });
  await vi.waitFor(async () => {
    const [run] = await sql()`select 1 from reconciliation_runs where state = 'running' and step = ${step}`;
    if (!run) throw new Error(`not at ${step} yet`);
  }, 30_000);
  return child;
}

it("a run whose process is killed is gone on with from its page, and counts nothing twice", async () => {
  const bought = await paidByCustomer();
  await untilBooked();
  const child = await hangAt("invoices", "/v1/invoices");
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
  await breakCalls();
  const [killed] = await sql()<{ id: string }[]>`select id from reconciliation_runs where state = 'running'`;
  restoreClock = useClock(() => Date.now() + 6 * MINUTE_MS);
  const report = await reconcileNow();
  expect(report).toMatchObject({ ok: true, runId: killed?.id, state: "finished" });
  expect(kindsOf(report)).toEqual(["payment_not_settled healed"]);
  const side = { count: 1, sumMinor: 500 };
  expect(report.proof.filter(({ what }) => what === "payments")).toEqual([
    { what: "payments", currency: "usd", stripe: side, ours: side, agrees: true },
  ]);
  expect(await stateOf(bought)).toMatchObject({ available: 100, grants: 1, payments: 1 });
});

it("two at once heal the same money once, and both prove it", async () => {
  const bought = await Promise.all([paidByCustomer(), paidByCustomer(), paidByCustomer()]);
  await untilBooked();
  const compare = () => reconcile({ window: { days: 3 }, graceMs: 0 });
  const reports = await Promise.all([compare(), compare()]);
  expect(reports).toMatchObject([{ ok: true }, { ok: true }]);
  expect(new Set(reports.map(({ runId }) => runId)).size).toBe(2);
  for (const { walletId } of bought)
    expect(await stateOf({ walletId })).toMatchObject({ available: 100, grants: 1, payments: 1 });
});

it("who lost a run to somebody else writes nothing more to it", async () => {
  const mine = await beginRun(WISH, "payment_intents");
  restoreClock = useClock(() => Date.now() + 6 * MINUTE_MS);
  const theirs = await beginRun(WISH, "payment_intents");
  expect(theirs).toMatchObject({ id: mine.id, step: "payment_intents" });
  const progress = { seen: ["pi_1"], same: [], counted: [], listed: 1, step: "invoices", cursor: null };
  await expect(moveRun(mine, progress)).rejects.toThrow("run_taken");
  const [row] =
    await sql()`select listed_count as listed, step from reconciliation_runs where id = ${mine.id}`;
  expect(row).toEqual({ listed: 0, step: "payment_intents" });
  expect(await sql()`select 1 from reconciliation_seen`).toHaveLength(0);
});

it("a run that nobody goes on with for a day and a half is given up, with its notes", async () => {
  const left = await beginRun(WISH, "payment_intents");
  await moveRun(left, { seen: ["pi_1"], same: [], counted: [], listed: 1, step: "invoices", cursor: null });
  restoreClock = useClock(() => Date.now() + 40 * 60 * MINUTE_MS);
  expect((await beginRun(WISH, "payment_intents")).id).not.toBe(left.id);
  const [row] = await sql()`select state from reconciliation_runs where id = ${left.id}`;
  expect(row).toEqual({ state: "abandoned" });
  expect(await sql()`select 1 from reconciliation_seen where run_id = ${left.id}`).toHaveLength(0);
});

it("a customer who was deleted since the last page is no place to go on from, and holds nothing up", async () => {
  const run = await beginRun(WISH, "customers");
  await moveRun(run, { seen: [], same: [], counted: [], listed: 100, step: "customers", cursor: "cus_gone" });
  await pauseRun(run, "time_was_up");
  expect(await reconcileNow()).toMatchObject({ runId: run.id, ok: true, state: "finished" });
});

it("what was healed and the process killed before it could say so is called healed, also without a row of ours", async () => {
  const { walletId, customer } = await paidByCustomer();
  const run = await beginRun(WISH, "customers");
  const difference = { kind: "customer_not_linked", walletId, stripe: {}, ours: null, canHeal: true };
  await recordFindings(run, [{ ...difference, object: "customer", objectId: customer }]);
  await pauseRun(run, "time_was_up");
  const report = await reconcileNow();
  expect(kindsOf(report)).toEqual(["customer_not_linked healed", "payment_not_settled healed"]);
  expect(report).toMatchObject({ ok: true, runId: run.id, left: 0 });
});
