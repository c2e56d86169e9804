import { rmSync } from "node:fs";
import postgres from "postgres";
import { addressOf, halt, initialise, launch } from "./embedded/cluster";
import { findRunning } from "./embedded/pid-file";
import { findPlace, type Place } from "./embedded/place";
import { findFreePort } from "./embedded/ports";
import { endWithMe, forgetTarget } from "./embedded/watchdog";

const DATABASE = "topup";
const PORT_DEFAULT = 5432;

export type EmbeddedDatabase = {
  url: string;
  port: number;
  pid: number;
  /** Ends PostgreSQL in good order; afterwards nothing of it runs. */
  stop(): Promise<void>;
  /** Ends it and removes its files. */
  destroy(): Promise<void>;
};

type Options = {
  /** The data folder; PostgreSQL's part lies below it, or outside where its account cannot enter. */
  folder: string;
  port?: number;
  /** False for throw-away databases of tests, which need not survive a power cut. */
  durable?: boolean;
};

/**
 * Starts a real PostgreSQL for this data folder: from npm's binaries, listening on this machine only, with data
 * that survives. One that an earlier, killed start left running is ended first, so that there are never two.
 * The caller holds the data folder (see scripts/run/hold-folder), or is alone with it.
 */
export async function startDatabase(options: Options): Promise<EmbeddedDatabase> {
  const durable = options.durable ?? true;
  const place = findPlace(options.folder);
  const leftover = findRunning(place);
  if (leftover) await halt(leftover.pid);
  initialise(place, { durable });
  const { pid, port } = await launchOnFreePort(place, options.port ?? PORT_DEFAULT, durable);
  await createDatabase(addressOf(place, port, "postgres"));
  const stop = async (how?: "SIGQUIT") => {
    await halt(pid, how);
    forgetTarget(pid);
  };
  return {
    url: addressOf(place, port, DATABASE),
    port,
    pid,
    stop: () => stop(),
    async destroy() {
      await stop("SIGQUIT");
      rmSync(place.home, { recursive: true, force: true });
    },
  };
}

/** The address of the database that runs for this data folder now, or null when none does. */
export function findDatabase(folder: string): string | null {
  const place = findPlace(folder);
  const running = findRunning(place);
  return running && addressOf(place, running.port, DATABASE);
}

async function launchOnFreePort(place: Place, preferred: number, durable: boolean) {
  for (let port = await findFreePort(preferred); ; port = await findFreePort(port + 1)) {
    const server = await launch(place, { port, durable });
    if (!server) continue;
    endWithMe(server.pid, "INT");
    return { pid: server.pid, port };
  }
}

async function createDatabase(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    const [found] = await sql`select 1 from pg_database where datname = ${DATABASE}`;
    if (!found) await sql`create database ${sql(DATABASE)}`;
  } finally {
    await sql.end();
  }
}
