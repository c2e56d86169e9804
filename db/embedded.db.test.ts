import { spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import postgres from "postgres";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type EmbeddedDatabase, findDatabase, startDatabase } from "./embedded";
import { runAs } from "./embedded/account";
import { findPlace } from "./embedded/place";
import { isAlive, waitForEnd } from "./embedded/processes";
import { childrenOf } from "./testing/children-of";

const PORT = 5615;
const START_TIMEOUT_MS = 60_000;
const isRoot = process.getuid?.() === 0;

let temporary: string;
let folder: string;
let started: EmbeddedDatabase[] = [];

beforeEach(() => {
  temporary = realpathSync(mkdtempSync(join(tmpdir(), "topup-embedded-")));
  folder = temporary;
});

afterEach(async () => {
  for (const database of started) await database.destroy();
  started = [];
  rmSync(temporary, { recursive: true, force: true });
});

async function start(): Promise<EmbeddedDatabase> {
  const database = await startDatabase({ folder, port: PORT, durable: false });
  started.push(database);
  return database;
}

async function ask<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

const write = (url: string) => ask(url, (sql) => sql`create table kept as select 500 as credits`);
const read = (url: string) => ask(url, async (sql) => (await sql`select credits from kept`)[0]?.credits);

test("what was committed is there after a stop and a second start", {
  timeout: START_TIMEOUT_MS,
}, async () => {
  const first = await start();
  await write(first.url);
  await first.stop();
  expect(isAlive(first.pid)).toBe(false);
  expect(await read((await start()).url)).toBe(500);
});

test("what was committed is there after PostgreSQL was killed", { timeout: START_TIMEOUT_MS }, async () => {
  const first = await start();
  await write(first.url);
  process.kill(first.pid, "SIGKILL");
  await waitForEnd(first.pid, START_TIMEOUT_MS);
  expect(await read((await start()).url)).toBe(500);
});

test("processes that a killed PostgreSQL left behind for a moment are waited for", {
  timeout: START_TIMEOUT_MS,
}, async () => {
  const first = await start();
  await write(first.url);
  const [left = 0] = childrenOf(first.pid);
  process.kill(left, "SIGSTOP");
  process.kill(first.pid, "SIGKILL");
  await waitForEnd(first.pid, START_TIMEOUT_MS);
  const second = start();
  const log = join(findPlace(folder).home, "log");
  await vi.waitFor(() => expect(readFileSync(log, "utf8")).toContain("pre-existing shared memory"), 30_000);
  process.kill(left, "SIGCONT");
  expect(await read((await second).url)).toBe(500);
});

test("a PostgreSQL that still runs on the folder is ended before another starts", {
  timeout: START_TIMEOUT_MS,
}, async () => {
  const first = await start();
  await write(first.url);
  expect(findDatabase(folder)).toBe(first.url);
  const second = await start();
  expect(isAlive(first.pid)).toBe(false);
  expect(await read(second.url)).toBe(500);
});

test("PostgreSQL ends when the process that started it is killed", {
  timeout: START_TIMEOUT_MS,
}, async () => {
  const script = fileURLToPath(new URL("./embedded/testing/start-and-wait.ts", import.meta.url));
  const starter = spawn(process.execPath, ["--import", "tsx", script, folder, String(PORT)]);
  const pid = await new Promise<number>((resolve) =>
    starter.stdout.once("data", (text) => resolve(Number(text))),
  );
  expect(isAlive(pid)).toBe(true);
  starter.kill("SIGKILL");
  expect(await waitForEnd(pid, START_TIMEOUT_MS)).toBe(true);
  rmSync(findPlace(folder).home, { recursive: true, force: true });
});

test("a pid file whose number now belongs to a stranger stops nothing", {
  timeout: START_TIMEOUT_MS,
}, async () => {
  await (await start()).stop();
  const { account, home } = findPlace(folder);
  // Of the same account: PostgreSQL itself sees through strangers of another one.
  const stranger = spawn("/bin/sleep", ["600"], { ...runAs(account), cwd: "/", stdio: "ignore" });
  const stale = [stranger.pid, "/elsewhere", 0, PORT, "", "", "", "ready"].join("\n");
  writeFileSync(join(home, "data/postmaster.pid"), stale);
  expect((await start()).url).toContain("127.0.0.1");
  expect(stranger.kill()).toBe(true);
});

test("an initdb that was killed half-way is begun again", { timeout: START_TIMEOUT_MS }, async () => {
  const half = join(findPlace(folder).home, "data.new");
  mkdirSync(half);
  writeFileSync(join(half, "PG_VERSION"), "18\n");
  expect((await start()).port).toBeGreaterThanOrEqual(PORT);
});

test("without the password nobody on the machine gets in", { timeout: START_TIMEOUT_MS }, async () => {
  const { port } = await start();
  const open = `postgres://topup@127.0.0.1:${port}/topup`;
  await expect(ask(open, (sql) => sql`select 1`)).rejects.toThrow(/password/i);
});

test.skipIf(!isRoot)(
  "for root a data folder that only root may enter is fine, and starting afresh is really afresh (needs root)",
  { timeout: START_TIMEOUT_MS },
  async () => {
    mkdirSync(join(temporary, "closed"), { mode: 0o700 });
    folder = join(temporary, "closed/data");
    const first = await start();
    await write(first.url);
    await first.stop();
    expect(await read((await start()).url)).toBe(500);
    await started.at(-1)?.stop();
    rmSync(folder, { recursive: true });
    await expect(read((await start()).url)).rejects.toThrow(/does not exist/);
    rmSync(`${findPlace(folder).home}.before`, { recursive: true, force: true });
    expect(existsSync(join(folder, "postgres"))).toBe(true);
  },
);
