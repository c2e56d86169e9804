import { parseArgs } from "node:util";
import nextEnv from "@next/env";
import { env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import { requireStripeEnv } from "@/lib/platform/require-env";
import { ADDRESS_CURES, findAddressFault, looksLikeOneDeployment } from "@/lib/setup/find-address-fault";
import { setUpCatalog } from "@/lib/setup/set-up-catalog";
import { setUpEndpoint } from "@/lib/setup/set-up-endpoint";
import { wantedEndpoint } from "@/lib/setup/wanted-endpoint";
import type { StripeTrouble } from "@/lib/stripe/trouble";
import { lacksStripe, NO_STRIPE, settingsBeside } from "./run/beside";
import { CHECKOUT, dataFolder } from "./run/folders";
import {
  explainConflict,
  explainDeployment,
  explainFormer,
  explainSecret,
  explainTrouble,
  findSetupFault,
  writeSecret,
} from "./run/setup-words";
import { usage } from "./run/usage";

const HELP = `npm run -s stripe:setup [-- --dry-run] [--only catalog|endpoint] [--address https://shop.example]
    [--secret-file FILE] [--new-secret] [--retire-former] [--remove]

Makes the plans of lib/catalog/plans.ts products and prices at Stripe, and the webhook endpoint of the app at this
public address (--address, else APP_URL, else Vercel's own): its path, exactly the events that have a handler, the
version they are written for. At the emulator of a running \`npm run dev\` when no Stripe keys are set. It needs no other
setting, and takes live keys too. Safe to run again. Only what bears our mark is changed.

--dry-run        prints the difference and changes nothing
--only           sets up one of the two
--secret-file    writes a new signing secret there instead of printing it
--new-secret     makes another endpoint, for a secret that was lost or seen; the one before stays on
--retire-former  switches off what was replaced before, once the server knows the new secret
--remove         removes the endpoints of this address, as for a preview that is gone; the catalog stays
VERCEL_AUTOMATION_BYPASS_SECRET goes into the endpoint's address, except in production: it lets Stripe into a preview.

Prints one JSON line for each difference, then one with what was done. Exit 0 when all of it was done, or could be in a
dry run; 1 when something failed or a person must decide; 2 when it cannot be meant.`;

const flag = { type: "boolean" } as const;
const word = { type: "string" } as const;
const { values } = usage(HELP, () => {
  const parsed = parseArgs({
    options: {
      ...{ "dry-run": flag, "new-secret": flag, "retire-former": flag, remove: flag, help: flag },
      ...{ only: word, address: word, "secret-file": word },
    },
  });
  const fault = parsed.values.help ? "" : findSetupFault(parsed.values);
  if (fault !== null) throw new Error(fault);
  return parsed;
});
log.level = process.env.LOG_LEVEL || "silent";
nextEnv.loadEnvConfig(CHECKOUT, true, { info: () => {}, error: () => {} });
if (lacksStripe(dataFolder(), process.env)) {
  process.stderr.write(`${NO_STRIPE}\n`);
  process.exit(1);
}
Object.assign(process.env, settingsBeside(dataFolder(), process.env, "dev"));
requireStripeEnv();

const { emulated, apiBase, livemode } = env().stripe;
process.stderr.write(
  `At ${emulated ? `the emulator, ${apiBase}` : `Stripe, ${livemode ? "live" : "test"} mode`}\n`,
);

type Part = { changes: number; done: number; trouble: StripeTrouble | null; conflicts: number };
const dryRun = values["dry-run"] ?? false;
const print = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);
const say = (text: string) => process.stderr.write(`${text}\n`);

async function setUpPlans(): Promise<Part> {
  const { changes, conflicts, done, trouble } = await setUpCatalog({ dryRun });
  for (const [index, change] of changes.entries()) {
    const { price, ...rest } = { price: undefined, ...change };
    const terms = price && {
      amountMinor: price.amountMinor,
      currency: price.currency,
      credits: price.credits,
    };
    print({ ...rest, ...terms, done: index < done });
  }
  for (const conflict of conflicts) print({ ...conflict, done: false });
  return { changes: changes.length, done, trouble, conflicts: conflicts.length };
}

async function setUpWebhook(): Promise<Part> {
  const address = (values.address ?? env().appUrl).replace(/\/$/, "");
  const fault = findAddressFault(address, process.env.VERCEL_URL ?? null);
  if (fault) return skipWebhook(address, fault);
  if (!values.remove && looksLikeOneDeployment(new URL(address).hostname)) say(explainDeployment(address));
  const inProduction = process.env.VERCEL_ENV === "production";
  const bypass = inProduction ? null : process.env.VERCEL_AUTOMATION_BYPASS_SECRET?.trim() || null;
  const { changes, conflicts, former, done, trouble } = await setUpEndpoint(wantedEndpoint(address, bypass), {
    dryRun,
    remove: values.remove,
    newSecret: values["new-secret"],
    retireFormer: values["retire-former"],
    tell(made) {
      const file = writeSecret(made, values["secret-file"]);
      print({ made: made.endpointId, ...(file ? {} : { secret: made.secret }) });
      say(explainSecret(made, file));
    },
  });
  for (const [index, change] of changes.entries()) print({ ...change, done: index < done });
  for (const one of [...conflicts, ...former]) print({ ...one, done: false });
  for (const one of conflicts) say(explainConflict(one));
  if (former.length > 0) say(explainFormer(address));
  return { changes: changes.length, done, trouble, conflicts: conflicts.length };
}

/** A developer's own machine has no endpoint and lacks none; any other address that Stripe cannot use is a fault. */
function skipWebhook(address: string, reason: keyof typeof ADDRESS_CURES): Part {
  print({ skipped: "endpoint", address, reason });
  say(`Nothing was done about a webhook endpoint. ${ADDRESS_CURES[reason]}`);
  const { only, remove, "new-secret": isNew, "retire-former": retires } = values;
  const isAsked = only === "endpoint" || values.address || remove || isNew || retires;
  const isFine = reason === "address_is_local" && !isAsked;
  return { changes: 0, done: 0, trouble: null, conflicts: isFine ? 0 : 1 };
}

const parts: Part[] = [];
if (values.only !== "endpoint" && !values.remove) parts.push(await setUpPlans());
if (values.only !== "catalog") parts.push(await setUpWebhook());
const sum = (name: "changes" | "done" | "conflicts") => parts.reduce((total, part) => total + part[name], 0);
const trouble = parts.find((part) => part.trouble)?.trouble ?? null;
if (trouble) say(explainTrouble(trouble));
const ok = !trouble && sum("conflicts") === 0;
print({ ok, dryRun, changes: sum("changes"), done: sum("done"), trouble });
process.exitCode = ok ? 0 : 1;
