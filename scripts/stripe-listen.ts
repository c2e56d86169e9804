import { parseArgs } from "node:util";
import nextEnv from "@next/env";
import { dismissWatchdog } from "@/db/embedded/watchdog";
import { ENABLED_EVENTS } from "@/lib/inbox/handlers/registry";
import { env } from "@/lib/platform/env";
import { redactText } from "@/lib/platform/redact";
import { requireStripeEnv } from "@/lib/platform/require-env";
import { WEBHOOK_PATH } from "@/lib/setup/wanted-endpoint";
import { findTarget } from "./listen/find-target";
import { introduction } from "./listen/introduction";
import { keepSecret } from "./listen/keep-secret";
import { type Access, askSecret, cliEnvironment, cliProgram, listenArguments } from "./listen/stripe-cli";
import { startChild } from "./run/children";
import { CHECKOUT, dataFolder, shownPath } from "./run/folders";
import { readLocalSecrets } from "./run/local-secrets";
import { say } from "./run/progress";
import { plannedSettings, planStart } from "./run/settings";
import { Stoppers } from "./run/stoppers";
import { usage } from "./run/usage";

const HELP = `npm run stripe:listen [-- --forward-to http://127.0.0.1:3000/stripe/subscription-webhook]

Runs the official Stripe CLI beside a dev server, with the key of .env.local: forwards exactly the events that Topup has
handlers for to the running server's webhook, and hands it the signing secret. Without Stripe keys it listens to the
emulator of a running \`npm run dev\`. Test mode only. No \`stripe login\` is needed.`;

const { values } = usage(HELP, () =>
  parseArgs({ options: { "forward-to": { type: "string" }, help: { type: "boolean" } } }),
);
if (values.help)
  usage(HELP, () => {
    throw new Error("");
  });

nextEnv.loadEnvConfig(CHECKOUT, true, { info: () => {}, error: () => {} });
const plan = planStart(process.env, "dev");
const found = findTarget(dataFolder(), WEBHOOK_PATH, process.env.PORT?.trim());
const target = { ...found, url: values["forward-to"] ?? found.url };
if (plan.emulatesStripe && target.emulator === null)
  fail(
    "There is nothing to listen to: no Stripe keys are set, and no emulator runs here. Start npm run dev first.",
  );
Object.assign(process.env, plannedSettings(process.env, "dev", plan, readLocalSecrets(dataFolder())));
if (target.emulator) process.env.STRIPE_API_BASE = target.emulator;
requireStripeEnv();
const { secretKey, apiBase, livemode, emulated } = env().stripe;
if (livemode)
  fail("Live events are not forwarded to a developer's machine. Use the keys of test mode (sk_test_…) here.");
await listen({ secretKey, apiBase });

async function listen(access: Access): Promise<void> {
  const secret = await askSecret(access).catch((error: Error) => fail(redactText(error.message)));
  const file = shownPath(keepSecret(dataFolder(), secret));
  say(introduction({ target, types: ENABLED_EVENTS.length, emulated, file }));
  const stoppers = new Stoppers();
  stoppers.add(dismissWatchdog);
  const child = startChild({
    name: "stripe listen",
    args: [cliProgram(), ...listenArguments(access, ENABLED_EVENTS, target.url)],
    env: cliEnvironment(access),
    output: lineByLine((line) => say(redactText(line))),
  });
  stoppers.add(child.stop);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => void stoppers.stop().then(() => process.exit(0)));
  const code = await child.ended;
  if (stoppers.stopping) return;
  await stoppers.stop();
  fail(`The Stripe CLI ended by itself (exit code ${code}).`);
}

/** The CLI prints the secret: hidden line by line, since a piece of output may end in the middle of it. */
function lineByLine(hear: (line: string) => void): (text: string) => void {
  let rest = "";
  return (text) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) hear(line);
  };
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
