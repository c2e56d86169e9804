import { afterEach, beforeEach, expect, test } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { now, useClock } from "@/lib/platform/clock";
import { env } from "@/lib/platform/env";
import { newId } from "@/lib/platform/ids";
import { checkReconciliation } from "./check-reconciliation";

useTestDatabase();

const HOUR_MS = 3_600_000;
let restore = () => {};
beforeEach(async () => {
  await sql()`delete from reconciliation_runs`;
});
afterEach(() => {
  restore();
  restore = () => {};
});

type Ended = { isZero?: boolean; left?: number; livemode?: boolean; trouble?: string };

/** A run of the reconciler, ended, or stopped short when there is trouble. */
async function ran({ isZero = true, left = 0, livemode = false, trouble }: Ended = {}) {
  const ended = trouble === undefined;
  await sql()`
    insert into reconciliation_runs (id, livemode, until, state, step, left_count, stripe_totals, proof, is_zero,
      trouble, lease, leased_until, started_at, updated_at, finished_at)
    values (${newId()}, ${livemode}, ${now()}, ${ended ? "finished" : "running"}, 'x', ${left}, '{}',
      ${ended ? sql().json([]) : null}, ${ended ? isZero : null}, ${trouble ?? null}, ${newId()}, ${now()}, ${now()},
      ${now()}, ${ended ? now() : null})`;
}

const look = async () => (await checkReconciliation(env())).map(({ name }) => name);

test("that nobody ever compared is named, also when the other mode was", async () => {
  expect(await look()).toEqual(["reconciliation_never"]);
  await ran({ livemode: true });
  expect(await look()).toEqual(["reconciliation_never"]);
});

test("a comparison without a difference is in order for a day, and is missed then", async () => {
  await ran();
  expect(await look()).toEqual(["reconciliation_zero"]);
  restore = useClock(() => Date.now() + 30 * HOUR_MS);
  expect(await checkReconciliation(env())).toMatchObject([
    { name: "reconciliation_late", facts: { hours: 30 } },
  ]);
});

test("differences that were left are named until a comparison finds none", async () => {
  await ran({ isZero: false, left: 3 });
  expect(await checkReconciliation(env())).toMatchObject([
    { name: "reconciliation_differs", facts: { count: 3 } },
  ]);
  await ran();
  expect(await look()).toEqual(["reconciliation_zero"]);
});

test("a comparison that stopped short is named with its reason", async () => {
  await ran();
  await ran({ trouble: "Stripe is away" });
  expect(await checkReconciliation(env())).toMatchObject([
    { name: "reconciliation_stopped", facts: { reason: "Stripe is away" } },
  ]);
});
