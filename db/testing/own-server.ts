import { rmSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import postgres from "postgres";
import { closeClients } from "../client";
import { type EmbeddedDatabase, startDatabase } from "../embedded";
import { makeTemporaryFolder } from "../embedded/place";
import { signal, waitForEnd } from "../embedded/processes";
import { dismissWatchdog, forgetTarget } from "../embedded/watchdog";
import { migrateDatabase } from "../migrate";
import { childrenOf } from "./children-of";

const STOP_TIMEOUT_MS = 120_000;

/** As an operator who wants no answer, or as a machine that loses power to its processes. */
export type HardStop = "immediate shutdown" | "kill -9";

/** A PostgreSQL of one's own, which may be treated badly without hitting anybody else. */
export class OwnServer {
  private isUp: Promise<void> = Promise.resolve();

  private constructor(
    readonly folder: string,
    private database: EmbeddedDatabase,
  ) {}

  /** With the settings of production: a commit is on disk when it is acknowledged. */
  static async start(prefix: string, port: number): Promise<OwnServer> {
    const folder = makeTemporaryFolder(prefix);
    const server = new OwnServer(folder, await startDatabase({ folder, port }));
    process.env.DATABASE_URL = server.database.url;
    await migrateDatabase(server.database.url);
    return server;
  }

  get port(): number {
    return this.database.port;
  }

  get pid(): number {
    return this.database.pid;
  }

  get url(): string {
    return this.database.url;
  }

  /** For who was refused a connection: it is worth trying again. */
  async untilUp(): Promise<void> {
    await wait(5);
    await this.isUp;
  }

  /** Ends all its processes at once, nothing tidied up, and starts it again when what is done meanwhile is done. */
  async stopHard(how: HardStop, meanwhile: () => Promise<void> = async () => {}): Promise<void> {
    let isUpAgain = () => {};
    this.isUp = new Promise((resolve) => {
      isUpAgain = resolve;
    });
    const { port } = this.database;
    await this.endHard(how);
    await meanwhile();
    this.database = await startDatabase({ folder: this.folder, port });
    if (process.env.DATABASE_URL !== this.database.url) {
      process.env.DATABASE_URL = this.database.url;
      await closeClients();
    }
    isUpAgain();
  }

  /** Ends all its processes at once, for good. The watchdog must not end a stranger who gets the number later. */
  async endHard(how: HardStop): Promise<void> {
    const { pid } = this.database;
    const processes = how === "kill -9" ? [pid, ...childrenOf(pid)] : [pid];
    for (const each of processes) signal(each, how === "kill -9" ? "SIGKILL" : "SIGQUIT");
    await waitForEnd(pid, STOP_TIMEOUT_MS);
    forgetTarget(pid);
  }

  /**
   * Whether a commit waits for the disk. Without that, what was not waited for stays in memory until somebody else
   * writes it; the one who does so by the clock is told to take his time, so that a stop finds it there.
   */
  async setDurability(synchronousCommit: "on" | "off"): Promise<void> {
    const sql = postgres(this.url, { max: 1, onnotice: () => {} });
    await sql.unsafe(`alter system set wal_writer_delay = '10s'`);
    await sql.unsafe(`alter database topup set synchronous_commit = ${synchronousCommit}`);
    await sql`select pg_reload_conf()`;
    await sql.end();
    await closeClients();
  }

  /** Ends the connection of somebody, chosen by chance; false when there was none to be had. */
  async killBackend(): Promise<boolean> {
    const sql = postgres(this.url, { max: 1, onnotice: () => {} });
    try {
      const [killed] = await sql`
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
        order by random() limit 1`;
      return killed !== undefined;
    } catch (error) {
      if (isLostConnection(error)) return false;
      throw error;
    } finally {
      await sql.end({ timeout: 1 });
    }
  }

  /** Ends it in good order and leaves its data for somebody to look at. */
  async stop(): Promise<void> {
    await closeClients();
    await this.database.stop();
    await dismissWatchdog();
  }

  async destroy(): Promise<void> {
    await closeClients();
    await this.database.destroy();
    await dismissWatchdog();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Whether somebody was told nothing but that the line is dead, so that the outcome is unknown. */
export function isLostConnection(error: unknown): boolean {
  const code = String((error as { code?: unknown } | null)?.code);
  return /^(57P0[123]|08...)$|^CONN|^ECONN|^EPIPE$/.test(code);
}
