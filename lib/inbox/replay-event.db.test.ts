import { spawnSync } from "node:child_process";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { sql } from "@/db/client";
import { useTestDatabase } from "@/db/testing";
import { brokenPromises, moneyOf, newOrder, stateOf } from "@/lib/checkout/testing";
import { findReplayable, type ReplayFilter } from "./replay-event";
import { deliver, eventOf, paymentIntentOf } from "./testing";

useTestDatabase();
beforeEach(async () => {
  await sql()`delete from inbox_events`;
});
afterAll(async () => {
  await sql()`delete from inbox_events`;
  expect(await brokenPromises()).toEqual([]);
});

const CREDITED = { available: 100, grants: 1, payments: 1, order: "paid" };

/** Money whose event an earlier version of the code could not deal with. */
async function parkedSuccess(reason = "given up after 16 tries") {
  const order = await newOrder();
  const { id, body } = eventOf("payment_intent.succeeded", paymentIntentOf(moneyOf(order)));
  await sql()`
    insert into inbox_events (id, type, livemode, object_id, payload, state, outcome, attempts, stripe_created_at)
    values (${id}, 'payment_intent.succeeded', false, ${moneyOf(order).id}, ${body}::text::jsonb, 'parked', ${reason},
            16, now())`;
  return { id, order, body };
}

async function meant(filter: ReplayFilter): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of findReplayable(filter)) ids.push(id);
  return ids;
}

function command(...args: string[]) {
  const run = spawnSync(process.execPath, ["--import", "tsx", "scripts/inbox-replay.ts", ...args], {
    encoding: "utf8",
  });
  const lines = run.stdout
    .trim()
    .split("\n")
    .filter((line) => line.startsWith("{"));
  return { status: run.status, lines: lines.map((line) => JSON.parse(line)), said: run.stdout + run.stderr };
}

describe("a filter", () => {
  it("means what it names and nothing else", async () => {
    const [first, second] = [await parkedSuccess(), await parkedSuccess("amount_differs: 499")];
    const { id: paid, body } = eventOf(
      "payment_intent.succeeded",
      paymentIntentOf(moneyOf(await newOrder())),
    );
    await deliver(body);
    expect(await meant({ state: "parked" })).toEqual([first.id, second.id]);
    expect(await meant({ state: "parked", type: "invoice.paid" })).toEqual([]);
    expect(await meant({ state: "parked", reason: "amount_differs" })).toEqual([second.id]);
    expect(await meant({ state: "parked", objectId: moneyOf(first.order).id })).toEqual([first.id]);
    expect(await meant({ state: "parked", receivedSince: new Date(Date.now() + 60_000) })).toEqual([]);
    expect(await meant({ state: "ignored" })).not.toContain(paid);
  });

  it("meets each of a thousand once, also when all came in the same moment and stay as they are", async () => {
    await sql()`
      insert into inbox_events (id, type, livemode, state, outcome, stripe_created_at, received_at)
      select 'evt_' || n, 'charge.updated', false, 'parked', 'x', now(), timestamp '2026-01-01' + (n / 300) * interval '1 microsecond'
      from generate_series(1, 1000) n`;
    const ids = await meant({ state: "parked" });
    expect([ids.length, new Set(ids).size]).toEqual([1000, 1000]);
  });
});

describe("npm run inbox:replay", () => {
  it("lists all parked events, or runs them, and says for each what became of it", async () => {
    const [first, second] = [await parkedSuccess(), await parkedSuccess()];
    const listed = command("--parked", "--dry-run");
    expect([listed.status, listed.lines.at(-1)]).toEqual([0, { ok: true, would_run: 2 }]);
    expect(await stateOf(first.order)).toMatchObject({ grants: 0 });
    const ran = command("--parked");
    expect([ran.status, ran.lines.at(-1)]).toEqual([0, { ok: true, processed: 2 }]);
    expect(ran.lines[0]).toMatchObject({ id: first.id, ended: "processed" });
    for (const { order } of [first, second]) expect(await stateOf(order)).toEqual(CREDITED);
  }, 120_000);

  it("ends with 1 when an event could not be run, and with 2 when it was not understood", async () => {
    const unknown = command("evt_unknown");
    expect([unknown.status, unknown.lines.at(-1)]).toEqual([1, { ok: false, event_not_found: 1 }]);
    expect(command("--parked", "--since", "yesterdayish")).toMatchObject({ status: 2 });
  }, 120_000);
});
