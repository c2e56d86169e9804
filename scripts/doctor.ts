import { parseArgs } from "node:util";
import nextEnv from "@next/env";
import { closeClients } from "@/db/client";
import { examine } from "@/lib/doctor/examine";
import { log } from "@/lib/platform/log";
import { takeEnvAsItIs } from "@/lib/platform/require-env";
import { modeToJudge, settingsBeside } from "./run/beside";
import { describeFindings } from "./run/describe-findings";
import { CHECKOUT, dataFolder } from "./run/folders";
import { planStart } from "./run/settings";
import { usage } from "./run/usage";
import { withDatabase } from "./run/with-database";

const HELP = `npm run doctor [-- --json]

Looks at everything that must be right for each payment to become its credits: settings, Stripe keys, public address,
signing secret, the webhook endpoint at Stripe, a signed delivery to the public address, clock, database, schedules,
events that came, plans at Stripe, the last agreement with Stripe. Changes nothing. Operators see the same on
/admin/setup. With the settings of a deployment (\`vercel env run -e production -- npm run doctor\`, or your host's way)
it looks at that deployment; without any, at what \`npm run dev\` runs here. Vercel gives sensitive settings to nobody:
then /admin/setup is the way.

--json  one JSON object {ok, findings} in place of sentences
Exit 0 only when all is in order, else 1.`;

const { values } = usage(HELP, () => {
  const parsed = parseArgs({ options: { json: { type: "boolean" }, help: { type: "boolean" } } });
  if (parsed.values.help) throw new Error("");
  return parsed;
});
log.level = process.env.LOG_LEVEL ?? "silent";
nextEnv.loadEnvConfig(CHECKOUT, true, { info: () => {}, error: () => {} });

const mode = modeToJudge(dataFolder(), process.env);

async function look() {
  // The stand-ins that are there by now are no longer planned.
  Object.assign(process.env, settingsBeside(dataFolder(), process.env, mode));
  const env = takeEnvAsItIs();
  return { env, findings: await examine(process.env) };
}

const { env, findings } = planStart(process.env, mode).embedsDatabase
  ? await withDatabase("npm run doctor", look)
  : await look().finally(closeClients);
const ok = findings.every(({ status }) => status === "pass");
process.stdout.write(
  values.json ? `${JSON.stringify({ ok, findings }, null, 2)}\n` : describeFindings(env, findings),
);
process.exitCode = ok ? 0 : 1;
