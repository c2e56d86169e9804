import { parseArgs } from "node:util";
import nextEnv from "@next/env";
import { setUpCatalog } from "@/lib/admin/set-up-catalog";
import { requireStripeEnv } from "@/lib/platform/require-env";
import { CHECKOUT, dataFolder } from "./run/folders";
import { readLocalSecrets } from "./run/local-secrets";
import { plannedSettings, planStart } from "./run/settings";

const HELP = `npm run -s stripe:setup [-- --dry-run]

Makes the plans of lib/catalog/plans.ts products and prices at Stripe, or at the emulator of a running
\`npm run dev\` when no Stripe keys are set. It needs no other setting, and takes live keys too. Safe to run again. Only objects that bear our mark are changed.
--dry-run prints the difference and changes nothing.
Prints one JSON line for each difference, then one with what was done. Exit 0 when nothing is left to do.`;

const { values } = parseArgs({ options: { "dry-run": { type: "boolean" }, help: { type: "boolean" } } });
if (values.help) {
  process.stdout.write(`${HELP}\n`);
  process.exit(0);
}
nextEnv.loadEnvConfig(CHECKOUT, true, { info: () => {}, error: () => {} });
const settings = plannedSettings(
  process.env,
  "dev",
  planStart(process.env, "dev"),
  readLocalSecrets(dataFolder()),
);
Object.assign(process.env, settings);
requireStripeEnv();

const print = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);
const dryRun = values["dry-run"] ?? false;
const { changes, conflicts, done, trouble } = await setUpCatalog({ dryRun });
for (const [index, change] of changes.entries()) {
  const { price, ...rest } = { price: undefined, ...change };
  const terms = price && { amountMinor: price.amountMinor, currency: price.currency, credits: price.credits };
  print({ ...rest, ...terms, done: index < done });
}
for (const conflict of conflicts) print({ ...conflict, done: false });
print({ ok: !trouble && conflicts.length === 0, dryRun, changes: changes.length, done, trouble });
process.exitCode = trouble || conflicts.length > 0 ? 1 : 0;
