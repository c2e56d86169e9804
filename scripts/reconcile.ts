import { parseArgs } from "node:util";
import { log } from "@/lib/platform/log";
import { reconcile } from "@/lib/reconciliation/reconcile";
import { usage } from "./run/usage";
import { withApp } from "./run/with-app";

const HELP = `npm run -s reconcile [-- --days 35 | --all]

Compares Stripe with this database in both directions: every payment, what it brought and what was granted for it. What
was missed is healed by the same verbs that events use; what a machine would have to guess is left to an operator. The
servers and the cron routes do the same by themselves. Looks three days back unless told otherwise; --all is everything.
Prints a report as JSON. Exit 0 only when nothing is different any more and all counts and sums agree.`;

const { values } = usage(HELP, () =>
  parseArgs({
    options: { days: { type: "string" }, all: { type: "boolean" }, help: { type: "boolean" } },
  }),
);
const days = values.days === undefined ? 3 : Number(values.days);
if (values.help || !Number.isInteger(days) || days < 1 || (values.all && values.days !== undefined))
  usage(HELP, () => {
    throw new Error(values.help ? "" : "--days takes a whole number of days, and --all no days beside it");
  });

log.level = process.env.LOG_LEVEL ?? "silent";
const report = await withApp("npm run reconcile", () => reconcile({ window: values.all ? "all" : { days } }));
process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
process.exitCode = report.ok ? 0 : 1;
