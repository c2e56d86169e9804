import { type Env, inspectEnv } from "@/lib/platform/env";
import { redactText } from "@/lib/platform/redact";
import { findListening, webhookSecrets } from "@/lib/stripe/webhook-secrets";
import { checkAddress } from "./check-address";
import { checkClock } from "./check-clock";
import { checkCron } from "./check-cron";
import { checkDatabase } from "./check-database";
import { checkEndpoint } from "./check-endpoint";
import { checkEnvironment } from "./check-environment";
import { checkEvents } from "./check-events";
import { checkHome } from "./check-home";
import { checkKeys } from "./check-keys";
import { checkPrices } from "./check-prices";
import { checkProbe } from "./check-probe";
import { checkReconciliation } from "./check-reconciliation";
import { checkSecret } from "./check-secret";
import { checkSweep } from "./check-sweep";
import { CHECKS, type CheckName, type Finding, found } from "./finding";

type Source = Record<string, string | undefined>;

/** Without these of the database nothing that is written in it can be read. */
const UNREADABLE = [
  "database_not_reached",
  "database_login_refused",
  "database_not_there",
  "database_behind",
];

/**
 * Looks at everything that must be right for each payment to become its credits, and tells what it finds, in the order
 * of `CHECKS`; each check finds at least one thing. Reads only: nothing is mended, and the one delivery it sends leaves
 * nothing. `env()` must be what `source` says (`useEnv` where a server's start would refuse it). Never throws.
 */
export async function examine(source: Source): Promise<Finding[]> {
  const env = readEnv(source);
  const all = await Promise.all([
    look("environment", () => checkEnvironment(source)),
    look("keys", () => checkKeys(env)),
    look("clock", checkClock),
    look("prices", checkPrices),
    ...lookAtWay(env, source),
    lookAtDatabase(env, source),
  ]);
  return inOrder(all.flat());
}

/** The part of it that decides whether Stripe's deliveries arrive. */
export async function examineWebhooks(source: Source): Promise<Finding[]> {
  const env = readEnv(source);
  const all = await Promise.all([...lookAtWay(env, source), look("events", () => checkEvents(env))]);
  return inOrder(all.flat());
}

/** With the secrets that a delivery may be signed with now, the one of a CLI that listens among them. */
function readEnv(source: Source): Env {
  const { env } = inspectEnv(source);
  return { ...env, stripe: { ...env.stripe, webhookSecrets: [...webhookSecrets()] } };
}

function lookAtWay(env: Env, source: Source): Promise<Finding[]>[] {
  const endpoint = checkEndpoint(env, bypassOf(source));
  return [
    look("address", () => checkAddress(source, env.stripe)),
    look("secret", () => checkSecret(source.STRIPE_WEBHOOK_SECRET, { listening: findListening() })),
    look("endpoint", async () => (await endpoint).findings),
    look("probe", async () => checkProbe(env, await endpoint.then((one) => one.deliveredTo))),
  ];
}

async function lookAtDatabase(env: Env, source: Source): Promise<Finding[]> {
  const database = await look("database", checkDatabase);
  const unreadable = database.some(({ name }) => UNREADABLE.includes(name));
  const stored: [CheckName, () => Promise<Finding[]>][] = [
    ["database", () => checkHome()],
    ["cron", () => checkCron(env, source)],
    ["events", () => heardOf(env)],
    ["reconciliation", () => checkReconciliation(env)],
  ];
  const rest = stored.map(([check, work]) => {
    if (!unreadable) return look(check, work);
    return check === "database" ? [] : [{ ...found("not_looked_at"), check }];
  });
  return [...database, ...(await Promise.all(rest)).flat()];
}

/** What the sweep neglects is told beside what it is there for. */
async function heardOf(env: Env): Promise<Finding[]> {
  const [events, sweep] = await Promise.all([checkEvents(env), checkSweep(env)]);
  return [...events, ...sweep];
}

/** In production a protected address would keep payers out too, so there it is none of ours to get around. */
function bypassOf(source: Source): string | null {
  if (source.VERCEL_ENV?.trim() === "production") return null;
  return source.VERCEL_AUTOMATION_BYPASS_SECRET?.trim() || null;
}

/** One check that breaks must not hide what the others find. */
async function look(check: CheckName, work: () => Finding[] | Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await work();
  } catch (error) {
    const reason = redactText(error instanceof Error ? error.message : String(error));
    return [{ ...found("check_failed", { reason }), check }];
  }
}

function inOrder(findings: Finding[]): Finding[] {
  return findings.toSorted((one, other) => CHECKS.indexOf(one.check) - CHECKS.indexOf(other.check));
}
