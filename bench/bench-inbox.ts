import { sql } from "@/db/client";
import { drainInbox } from "@/lib/inbox/drain-inbox";
import { log } from "@/lib/platform/log";
import { atMost, type Figure, median, told } from "./figures";
import { makeDeliveries, makeOrders } from "./make-deliveries";

const EVENTS = 100_000;
const BATCH = 5_000;
/** As the app runs them: the server's own, two cron calls that overlap, and a drain after a response. */
const DRAINS = 4;
/** What is due first is found by an index. Ended events leave their places in it until the next vacuum. */
const PAGES_MAX = 500;
const MEMORY_MB_MAX = 64;
const MB = 1024 * 1024;

/**
 * The inbox after a long night: a hundred thousand events that were stored and failed are all due, each of a payment of
 * its own, and four drains work them off at once. Every one must be credited exactly once.
 */
export async function benchInbox(): Promise<Figure[]> {
  for (let stored = 0; stored < EVENTS; stored += BATCH) await storeFailed(BATCH);
  await sql()`analyze`;
  const spans: number[] = [];
  const memory: number[] = [];
  log.level = "warn";
  const begun = performance.now();
  for (let drained = 0; drained < EVENTS; drained += BATCH) {
    const before = performance.now();
    await drainBatch();
    spans.push(performance.now() - before);
    memory.push(usedMb());
  }
  const seconds = (performance.now() - begun) / 1000;
  const pages = await pagesToNextDue();
  await checkAllCredited();
  const [first, last] = [spans.slice(1, 5), spans.slice(-4)].map(median);
  return [
    told("stored events drained per second, four drains", EVENTS / seconds),
    told("an event, last fifth / first fifth", (last ?? 0) / (first ?? 1)),
    atMost("pages read to find the next due event, after all of them", pages, PAGES_MAX),
    atMost(
      "memory of the draining process, growth in MB",
      Math.max(...memory) - (memory[0] ?? 0),
      MEMORY_MB_MAX,
    ),
  ];
}

/** Events that a delivery stored while something was broken; they have been due ever since. */
async function storeFailed(count: number): Promise<void> {
  const bodies = makeDeliveries(await makeOrders(count)).map(({ body }) => body);
  await sql()`
    insert into inbox_events (id, type, api_version, livemode, object_id, payload, state, outcome, attempts,
      last_error, next_attempt_at, stripe_created_at, received_at)
    select body ->> 'id', body ->> 'type', body ->> 'api_version', false, body #>> '{data,object,id}', body, 'failed',
      'will be tried again', 1, 'the database was away', now() - interval '1 hour' * random(), now(), now()
    from (select unnest(${bodies}::text[])::jsonb as body) stored`;
}

async function drainBatch(): Promise<void> {
  const each = BATCH / DRAINS;
  const drains = Array.from({ length: DRAINS }, () => drainInbox({ limit: each }));
  const ran = (await Promise.all(drains)).reduce((sum, drain) => sum + drain.ran, 0);
  if (ran !== BATCH) throw new Error(`${ran} of ${BATCH} events were drained`);
}

/** What the drain asks first, and what a long queue could make dear. */
async function pagesToNextDue(): Promise<number> {
  const [row] = await sql()<{ "QUERY PLAN": { Plan: { "Shared Hit Blocks": number } }[] }[]>`
    explain (analyze, buffers, format json)
    select id from inbox_events where next_attempt_at <= now() order by next_attempt_at limit 1`;
  return row?.["QUERY PLAN"][0]?.Plan["Shared Hit Blocks"] ?? Number.NaN;
}

async function checkAllCredited(): Promise<void> {
  const [row] = await sql()<{ left: number; paid: number; grants: number }[]>`
    select (select count(*)::int from inbox_events where state <> 'processed') as left,
           (select count(*)::int from orders where status = 'paid') as paid,
           (select count(*)::int from credit_grants) as grants`;
  if (row?.left !== 0 || row.paid !== EVENTS || row.grants !== EVENTS)
    throw new Error(`${EVENTS} events drained: ${JSON.stringify(row)}`);
}

function usedMb(): number {
  return process.memoryUsage().heapUsed / MB;
}
