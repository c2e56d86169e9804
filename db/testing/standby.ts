import { execFileSync } from "node:child_process";
import { appendFileSync, chownSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import postgres from "postgres";
import { type EmbeddedDatabase, startDatabase } from "../embedded";
import { dataFolder } from "../embedded/pid-file";
import { findPlace, makeTemporaryFolder, type Place } from "../embedded/place";

const PORT_FIRST = 5670;

/** For tests: a second PostgreSQL that repeats all that the first one writes, until it takes its place. */
export type Standby = {
  port: number;
  url: string;
  /** It stops repeating and is written from now on. */
  promote(): Promise<void>;
  destroy(): Promise<void>;
};

type Primary = { folder: string; url: string };

/** Copies a running PostgreSQL and starts the copy as its standby; `through` is the port at which it finds the first. */
export async function startStandby(primary: Primary, through: number): Promise<Standby> {
  const folder = makeTemporaryFolder("topup-standby-");
  const place = findPlace(folder);
  await copyRunning(primary, place);
  followPrimary(place, primary.url, through);
  const database = await startDatabase({ folder, port: PORT_FIRST });
  return { ...pick(database), promote: () => promote(database), destroy: () => destroy(folder, database) };
}

const pick = ({ port, url }: EmbeddedDatabase) => ({ port, url });

/** PostgreSQL says when the copy begins and ends, and what the copy must know of that. */
async function copyRunning({ folder, url }: Primary, place: Place): Promise<void> {
  const from = dataFolder(findPlace(folder));
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  await sql`select pg_backup_start('standby', true)`;
  execFileSync("cp", ["-a", join(dirname(from), "password"), from, place.home]);
  const [label] = await sql<{ labelfile: string }[]>`select labelfile from pg_backup_stop(false)`;
  await sql.end();
  const to = dataFolder(place);
  rmSync(join(to, "postmaster.pid"), { force: true });
  for (const { name } of readdirSync(join(to, "pg_wal"), { withFileTypes: true }).filter((one) =>
    one.isFile(),
  ))
    rmSync(join(to, "pg_wal", name));
  write(place, "backup_label", label?.labelfile ?? "");
}

function followPrimary(place: Place, url: string, port: number): void {
  const { username, password } = new URL(url);
  write(place, "standby.signal", "");
  appendFileSync(
    join(dataFolder(place), "postgresql.auto.conf"),
    `primary_conninfo = 'host=127.0.0.1 port=${port} user=${username} password=${password}'\n`,
  );
}

function write(place: Place, name: string, content: string): void {
  const path = join(dataFolder(place), name);
  writeFileSync(path, content, { mode: 0o600 });
  if (place.account) chownSync(path, place.account.uid, place.account.gid);
}

async function promote({ url }: EmbeddedDatabase): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  await sql`select pg_promote()`;
  await sql.end();
}

async function destroy(folder: string, database: EmbeddedDatabase): Promise<void> {
  await database.destroy();
  rmSync(folder, { recursive: true, force: true });
}
