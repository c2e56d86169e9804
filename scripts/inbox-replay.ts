import { parseArgs } from "node:util";
import { findReplayable, type Replayable, type ReplayFilter, replayEvent } from "@/lib/inbox/replay-event";
import { log } from "@/lib/platform/log";
import { usage } from "./run/usage";
import { withApp } from "./run/with-app";

const HELP = `npm run -s inbox:replay -- <evt_…> …
npm run -s inbox:replay -- --parked | --ignored | --failed | --waiting
    [--type payment_intent.succeeded] [--object pi_…] [--since 2026-11-01] [--reason amount_differs] [--dry-run]

Runs events of Stripe again that the inbox has: the ones named, or all in one state that the filters leave. Nothing is
granted twice: whatever an event asks for has a key of its own. --dry-run lists them and runs none.
Prints one JSON line for each event, then one with the counts. Exit 0 when each of them was processed or ignored.`;

const STATES = ["parked", "ignored", "failed", "waiting"] as const;
const flag = { type: "boolean" } as const;
const word = { type: "string" } as const;
const { values, positionals } = usage(HELP, () =>
  parseArgs({
    allowPositionals: true,
    options: {
      ...{ parked: flag, ignored: flag, failed: flag, waiting: flag, help: flag, "dry-run": flag },
      ...{ type: word, object: word, since: word, reason: word },
    },
  }),
);
const wanted = STATES.filter((state) => values[state]);
const since = values.since ? new Date(values.since) : undefined;
if (since && Number.isNaN(since.getTime())) usage(HELP, () => fail(`--since is not a date: ${values.since}`));
if (values.help || (positionals.length === 0) === (wanted.length === 0))
  usage(HELP, () => fail(values.help ? "" : "Name events, or one or more states, and not both."));

function fail(message: string): never {
  throw new Error(message);
}

function filterOf(state: (typeof STATES)[number]): ReplayFilter {
  const { type, object: objectId, reason } = values;
  return { state, type, objectId, reason, receivedSince: since };
}

async function* chosen(): AsyncGenerator<Pick<Replayable, "id">> {
  for (const id of positionals) yield { id };
  for (const state of wanted) yield* findReplayable(filterOf(state));
}

log.level = process.env.LOG_LEVEL ?? "silent";
const print = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);
const counts: Record<string, number> = {};
await withApp("npm run inbox:replay", async () => {
  for await (const event of chosen()) {
    const replayed = values["dry-run"] ? null : await replayEvent(event.id);
    const ended = replayed && (replayed.ok ? replayed.result.state : replayed.refusal);
    const name = ended ?? "would_run";
    counts[name] = (counts[name] ?? 0) + 1;
    print({ ...event, ended: name, ...(replayed?.ok ? { outcome: replayed.result.sentence } : {}) });
  }
});
const isFine = Object.keys(counts).every((name) => ["processed", "ignored", "would_run"].includes(name));
print({ ok: isFine, ...counts });
process.exitCode = isFine ? 0 : 1;
