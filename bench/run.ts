import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { closeClients } from "@/db/client";
import { startDatabase } from "@/db/embedded";
import { migrateDatabase } from "@/db/migrate";
import { checkInvariants } from "@/lib/ledger/check-invariants";
import { buildApp, whyBuild } from "@/scripts/run/build";
import { benchCreditTime, benchEmulator } from "./bench-payments";
import { benchWebhooks } from "./bench-webhooks";
import type { Figure } from "./figures";
import { benchGrants } from "./ledger-grants";
import { BENCH_SECRET } from "./make-deliveries";
import { buildBare, type Server, startBenchEmulator, startNext } from "./servers";

/** `npm run bench`: figures as JSON, each beside its limit; exit 0 only when all limits are kept. */
const folder = mkdtempSync(join(tmpdir(), "topup-bench-"));
const stops: (() => Promise<void>)[] = [];
const say = (text: string) => process.stderr.write(`${text}\n`);

try {
  const figures = await measure();
  const ok = figures.every((figure) => figure.ok);
  const machine = { node: process.version, cpus: cpus().length, model: cpus()[0]?.model ?? "unknown" };
  console.log(JSON.stringify({ ok, machine, figures }, null, 2));
  process.exitCode = ok ? 0 : 1;
} finally {
  await closeClients();
  for (const stop of stops.reverse()) await stop();
  rmSync(folder, { recursive: true, force: true });
}

async function measure(): Promise<Figure[]> {
  say("building");
  if (whyBuild()) await buildApp();
  await buildBare();
  const database = await startDatabase({ folder, port: 5650 });
  stops.push(database.destroy);
  await migrateDatabase(database.url);
  const emulator = keep(await startBenchEmulator(join(folder, "emulator-state")));
  const env = settings(database.url, emulator.url);
  Object.assign(process.env, env);
  say("payments");
  const payments = await benchEmulator(emulator.url);
  const credit = await benchCreditTime(emulator.url);
  await emulator.child.stop();
  const topup = keep(await startNext("topup", env));
  const bare = keep(await startNext("bare", env));
  say("webhooks");
  const webhooks = await benchWebhooks(topup.url, bare.url);
  say("ledger");
  const ledger = await benchGrants();
  const violations = await checkInvariants();
  if (violations.length > 0) throw new Error(`broken invariants: ${JSON.stringify(violations)}`);
  return [...webhooks, ...payments, ...credit, ...ledger];
}

function keep(server: Server): Server {
  stops.push(() => server.child.stop());
  return server;
}

function settings(databaseUrl: string, emulatorUrl: string): Record<string, string> {
  return {
    DATABASE_URL: databaseUrl,
    STRIPE_SECRET_KEY: "sk_test_emulator0000000000",
    STRIPE_PUBLISHABLE_KEY: "pk_test_emulator0000000000",
    STRIPE_API_BASE: emulatorUrl,
    STRIPE_WEBHOOK_SECRET: BENCH_SECRET,
    AUTH_SECRET: "only-for-the-bench-0123456789abcdef0123456789",
    APP_URL: "http://localhost:3400",
    LOG_LEVEL: "warn",
  };
}
