import { parseArgs } from "node:util";
import { sweepEvents } from "@/lib/inbox/sweep-events";
import { nowMs } from "@/lib/platform/clock";
import { log } from "@/lib/platform/log";
import { usage } from "./run/usage";
import { withApp } from "./run/with-app";

const HELP = `npm run -s inbox:sweep [-- --days 30]

Reads the events that Stripe told since the last sweep and runs those that were never delivered. The servers and the
cron route do the same by themselves. --days looks back so many days, at most the 30 that Stripe keeps events.
Prints one line of JSON. Exit 0 when the present was reached and nothing found had failed.`;

const DAY_MS = 24 * 60 * 60 * 1000;
const { values } = usage(HELP, () =>
  parseArgs({ options: { days: { type: "string" }, help: { type: "boolean" } } }),
);
const days = values.days === undefined ? null : Number(values.days);
if (values.help || (days !== null && !(days > 0)))
  usage(HELP, () => {
    throw new Error(values.help ? "" : `--days is not a number of days: ${values.days}`);
  });

log.level = process.env.LOG_LEVEL ?? "silent";
const since = days === null ? null : new Date(nowMs() - days * DAY_MS);
const sweep = await withApp("npm run inbox:sweep", () => sweepEvents({ since }));
const ok = sweep.trouble === null && sweep.gap === null && sweep.failed === 0;
process.stdout.write(`${JSON.stringify({ ok, ...sweep })}\n`);
process.exitCode = ok ? 0 : 1;
