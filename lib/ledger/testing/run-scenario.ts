import { closeClients } from "@/db/client";
import { SCENARIOS } from "./scenarios";

/** Runs the named scenarios on the ledger beside this file, and tells as JSON what was noticed in each. */
const found: Record<string, string[]> = {};
for (const name of process.argv.slice(2)) {
  const scenario = SCENARIOS[name];
  if (!scenario) throw new Error(`no scenario is called ${name}`);
  found[name] = await scenario();
}
process.stdout.write(JSON.stringify(found));
await closeClients();
