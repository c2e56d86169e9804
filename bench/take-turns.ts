import { nowMs } from "@/lib/platform/clock";

/** As many as the pool has connections: more would only wait. */
const WORKERS = 8;
/** Many short turns, so that whatever else the machine does slows all kinds of work alike. */
const ROUNDS = 40;
const TURN_MS = 120;
const WARM_UP_MS = 1_000;

/** How often each kind of work was done per second, eight at a time, the kinds in alternate turns after a warm-up. */
export async function takeTurns<Name extends string>(
  works: Record<Name, () => Promise<void>>,
): Promise<Record<Name, number>> {
  const names = Object.keys(works) as Name[];
  for (const name of names) await runFor(WARM_UP_MS, works[name]);
  const done = Object.fromEntries(names.map((name) => [name, { count: 0, ms: 0 }])) as Record<
    Name,
    { count: number; ms: number }
  >;
  for (let round = 0; round < ROUNDS; round++)
    for (const name of names) {
      const started = nowMs();
      done[name].count += await runFor(TURN_MS, works[name]);
      done[name].ms += nowMs() - started;
    }
  const speeds = names.map((name) => [name, (done[name].count * 1000) / done[name].ms]);
  return Object.fromEntries(speeds) as Record<Name, number>;
}

async function runFor(milliseconds: number, work: () => Promise<void>): Promise<number> {
  const end = nowMs() + milliseconds;
  let count = 0;
  const worker = async () => {
    for (; nowMs() < end; count++) await work();
  };
  await Promise.all(Array.from({ length: WORKERS }, worker));
  return count;
}
