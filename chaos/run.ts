import "./quiet";
import { setTimeout as wait } from "node:timers/promises";
import { Counts } from "./counts";
import { type Check, inWords } from "./judge/check";
import { compareAll } from "./judge/compare";
import { recover } from "./judge/recover";
import { liveUntilOver } from "./people/live";
import { HELP, readSettings, type Settings } from "./settings";
import { openStage, type Stage } from "./stage";
import { causeTroubleUntilOver, TROUBLE_NAMES } from "./trouble/cause-trouble";
import { setFaults } from "./trouble/set-faults";
import { Witness } from "./witness";
import type { World } from "./world";

/** What a run must have seen, however slow the machine is; it goes on until it has. */
const ENOUGH: Record<string, number> = {
  ...{ purchases: 30, spends: 60, refunds: 3, "plans begun": 1, "refunds of plans": 1, "times moved": 5 },
  ...{ reservations: 5, captures: 1, "comparisons meanwhile": 1, "crash points reached": 4 },
  ...Object.fromEntries(TROUBLE_NAMES.map((name) => [name, 1])),
};
const SAY_EVERY_MS = 15_000;
const LOOK_EVERY_MS = 1_000;
/** A run in which nothing gets done for so long is stuck, and that is a failure like any other. */
const STUCK_AFTER_MS = 600_000;

const settings = readSettings(process.argv.slice(2));
if (!settings) {
  process.stderr.write(`${HELP}\n`);
  process.exit(2);
}
const outcome = await play(settings).catch((error: unknown) => breakOff(settings, error));
process.stdout.write(`${JSON.stringify(outcome)}\n`);
process.exit(outcome.ok ? 0 : 1);

type Outcome = { ok: boolean; seed: number; seconds: number; counts: object; checks: Check[] };

/** Also a run that could not be played has its last line. */
function breakOff({ seed }: Settings, error: unknown): Outcome {
  const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
  say(why);
  return {
    ok: false,
    seed,
    seconds: 0,
    counts: {},
    checks: [{ name: "the run could be played", found: [why] }],
  };
}

async function play({ seconds, seed, keep }: Settings): Promise<Outcome> {
  say(`seed ${seed}, ${seconds} s`);
  const begun = performance.now();
  const counts = new Counts();
  const witness = new Witness();
  const stage = await openStage((log) => witness.faults.push(`the app ended by itself. It said:\n${log}`));
  closeWhenAsked(stage);
  const hasEnough = () => Object.entries(ENOUGH).every(([name, many]) => counts.of(name) >= many);
  const isStuck = () => performance.now() - counts.lastAt > STUCK_AFTER_MS;
  const isOver = () => isStuck() || (performance.now() - begun > seconds * 1000 && hasEnough());
  const ended = await Promise.race([siege({ seed, ...stage, counts, witness, isOver }), untilTrue(isStuck)]);
  if (ended === "stuck") witness.faults.push(`nothing got done any more: ${counts.lastTrouble}`);
  say("all is quiet; what was lost is fetched, and everything compared");
  const checks = await judge(stage, witness, counts);
  const failed = checks.filter(({ found }) => found.length > 0);
  for (const check of failed) say(`failed: ${inWords(check)}`);
  const ok = failed.length === 0;
  await stage.close(keep || !ok);
  if (keep || !ok) say(`logs and data are in ${stage.database.folder}`);
  return { ok, seed, seconds: Math.round((performance.now() - begun) / 1000), counts, checks };
}

function closeWhenAsked(stage: Stage): void {
  const close = () => void stage.close(false).then(() => process.exit(1));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, close);
}

async function untilTrue(isStuck: () => boolean): Promise<"stuck"> {
  while (!isStuck()) await wait(LOOK_EVERY_MS, undefined, { ref: false });
  return "stuck";
}

async function siege(world: World): Promise<void> {
  const reports = setInterval(() => say(JSON.stringify(world.counts)), SAY_EVERY_MS);
  await Promise.all([liveUntilOver(world), causeTroubleUntilOver(world)]);
  clearInterval(reports);
}

/** The app is off meanwhile: what is missing must be found without it. */
async function judge(stage: Stage, witness: Witness, counts: Counts): Promise<Check[]> {
  await stage.app.kill();
  await setFaults(stage, { deliveries: {}, calls: [] });
  const { sweeps, reconciled, healed, listed } = await recover();
  counts.add("healed by reconciling", healed);
  counts.add("compared by reconciling", listed);
  return [
    { name: "what was lost could be fetched", found: sweeps },
    { name: "reconciling with Stripe comes to zero difference", found: reconciled },
    ...(await compareAll(witness)),
  ];
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
