import { type EmbeddedDatabase, startDatabase } from "@/db/embedded";
import { findFreePort } from "@/db/embedded/ports";
import { dismissWatchdog } from "@/db/embedded/watchdog";
import { migrateDatabase } from "@/db/migrate";
import { requireEnv } from "@/lib/platform/require-env";
import type { Child } from "./children";
import { databaseOfHome, usesEmulator } from "./database-of-home";
import { startEmulator } from "./emulator";
import { type Hold, holdFolder } from "./hold-folder";
import { readLocalSecrets } from "./local-secrets";
import { firstPage, type Mode, type RunningApp, startApp } from "./next-app";
import { untilPlansAreOnSale } from "./plans-on-sale";
import { step } from "./progress";
import { type Plan, plannedSettings, planStart } from "./settings";
import type { Stoppers } from "./stoppers";
// Where npm ran no install scripts: before anything is started or built that asks a database.
import "../mend-postgres.mjs";

const PORTS_DEFAULT: Ports = { app: 3000, database: 5432, emulator: 12_111 };
const LOOPBACK = "127.0.0.1";

type Source = NodeJS.Dict<string>;
type Ports = { app: number; database: number; emulator: number };

export type StackOptions = {
  mode: Mode;
  command: string;
  folder: string;
  source: Source;
  ports?: Ports;
  /** The database goes when the stack ends. */
  throwAway?: boolean;
  /** Where the app listens; without it on this machine only, unless nothing is a stand-in. */
  host?: string | undefined;
  /** Where the app's own lines go once it runs. */
  hear: (text: string) => void;
};

/** Everything that makes the app run, running. What is null is somebody else's and real. */
export type Stack = {
  address: string;
  emulator: string | null;
  database: EmbeddedDatabase | null;
  /** The environment that the app runs with. */
  settings: Source;
  wanted: Ports;
  ports: Ports;
  firstPageStatus: number;
  app: RunningApp;
  /** Settles with the first process that ends by itself. */
  broken: Promise<Child>;
};

/** A start whose environment was found to be in order. */
export type Prepared = { options: StackOptions; plan: Plan; planned: Source };

/** Decides what to stand in for, and tells every fault of the environment before anything is built or started. */
export function prepareStack(options: StackOptions): Prepared {
  const { mode, folder, source } = options;
  const plan = planStart(source, mode);
  const planned = plannedSettings(source, mode, plan, readLocalSecrets(folder));
  requireEnv(planned);
  return { options, plan, planned };
}

/**
 * Starts database, emulator and app, side by side where one does not need the other. Whatever is started is
 * given to `stoppers` at once.
 */
export async function startStack({ options, plan, planned }: Prepared, stoppers: Stoppers): Promise<Stack> {
  const { mode, folder, source } = options;
  const hold = await takeFolder(options, stoppers);
  const wanted = { ...PORTS_DEFAULT, ...(source.PORT ? { app: Number(source.PORT) } : {}), ...options.ports };
  const ports = await choosePorts(wanted);
  const database = plan.embedsDatabase ? await openDatabase(options, wanted.database, stoppers) : null;
  if (database) ports.database = database.port;
  const settings = actualSettings(planned, { folder, ports, plan, database });
  const parts = startParts({ options, plan, settings, ports, hold, stoppers });
  await step("migrations", () => migrateDatabase(settings.DATABASE_URL ?? ""));
  const [firstPageStatus] = await Promise.all([
    step(mode === "dev" ? "first page (compiling)" : "first page", () => firstPage(parts.app, ports.app)),
    parts.emulator && step("emulator", parts.emulator.untilReady),
  ]);
  if (parts.emulator) await step("plans", () => untilPlansAreOnSale(settings));
  const children = [parts.app.child, ...(parts.emulator ? [parts.emulator.child] : [])];
  hold.announce(`http://localhost:${ports.app}`, parts.emulator?.address);
  return {
    address: `http://localhost:${ports.app}`,
    emulator: parts.emulator?.address ?? null,
    database,
    settings,
    ...{ wanted, ports, firstPageStatus, app: parts.app },
    broken: Promise.race(children.map((child) => child.ended.then(() => child))),
  };
}

async function takeFolder({ folder, command }: StackOptions, stoppers: Stoppers): Promise<Hold> {
  const hold = await holdFolder(folder, command);
  stoppers.add(hold.release);
  stoppers.add(dismissWatchdog);
  return hold;
}

async function choosePorts(wanted: Ports): Promise<Ports> {
  const app = await findFreePort(wanted.app);
  return { app, database: wanted.database, emulator: await findFreePort(wanted.emulator, [app]) };
}

async function openDatabase(
  { folder, throwAway, source }: StackOptions,
  port: number,
  stoppers: Stoppers,
): Promise<EmbeddedDatabase> {
  const database = await step("database", () => startDatabase({ folder, port }));
  stoppers.add(throwAway ? database.destroy : database.stop);
  return { ...database, url: await databaseOfHome(database.url, usesEmulator(source)) };
}

type Chosen = { folder: string; ports: Ports; plan: Plan; database: EmbeddedDatabase | null };

function actualSettings(planned: Source, { folder, ports, plan, database }: Chosen): Source {
  return {
    ...planned,
    PORT: String(ports.app),
    TOPUP_DATA: folder,
    ...(database ? { DATABASE_URL: database.url } : {}),
    ...(plan.emulatesStripe ? { STRIPE_API_BASE: `http://${LOOPBACK}:${ports.emulator}` } : {}),
  };
}

type Start = {
  options: StackOptions;
  plan: Plan;
  settings: Source;
  ports: Ports;
  hold: Hold;
  stoppers: Stoppers;
};

function startParts({ options, plan, settings, ports, hold, stoppers }: Start) {
  const own = (child: Child) => {
    hold.remember(child.pid);
    stoppers.add(child.stop);
  };
  const emulator = plan.emulatesStripe ? startEmulator(options.folder, settings) : null;
  if (emulator) own(emulator.child);
  const standsIn = plan.emulatesStripe || plan.embedsDatabase;
  const app = startApp({
    mode: options.mode,
    port: ports.app,
    // With stand-ins the app shows its mailbox and test payments: nothing for the rest of the network.
    host: options.host ?? (standsIn ? LOOPBACK : null),
    env: settings,
    hear: options.hear,
  });
  own(app.child);
  return { emulator, app };
}
