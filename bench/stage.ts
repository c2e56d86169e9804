import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { closeClients } from "@/db/client";
import { type EmbeddedDatabase, startDatabase } from "@/db/embedded";
import { migrateDatabase } from "@/db/migrate";
import { buildApp, whyBuild } from "@/scripts/run/build";
import { BENCH_SECRET } from "./make-deliveries";
import { buildBare, type Server, startBenchEmulator, startCannedStripe, startNext } from "./servers";

const DATABASE_PORT = 5650;
/** Nothing listens there; parts that need no Stripe must not need one by mistake. */
const NO_STRIPE = "http://127.0.0.1:1";

/** What the parts of a run start, each thing when it is first needed; `close` ends all of it. */
export class Stage {
  readonly #folder = mkdtempSync(join(tmpdir(), "topup-bench-"));
  readonly #stops: (() => Promise<void>)[] = [];
  #built = false;
  #bare: Promise<Server> | undefined;

  /**
   * A fresh, migrated PostgreSQL of its own, that the verbs of this process now work on. One that is only read need
   * not be durable, and is filled faster.
   */
  async openDatabase({ durable }: { durable: boolean }): Promise<EmbeddedDatabase> {
    await closeClients();
    const folder = join(this.#folder, `database-${this.#stops.length}`);
    const database = await startDatabase({ folder, port: DATABASE_PORT, durable });
    this.#stops.push(database.destroy);
    await migrateDatabase(database.url);
    Object.assign(process.env, settings(database.url));
    return database;
  }

  async startEmulator(): Promise<Server> {
    const emulator = this.#keep(await startBenchEmulator(join(this.#folder, "emulator-state")));
    process.env.STRIPE_API_BASE = emulator.url;
    return emulator;
  }

  /** What the webhooks of a mixed load read at Stripe. */
  async startCannedStripe(): Promise<void> {
    process.env.STRIPE_API_BASE = this.#keep(await startCannedStripe()).url;
  }

  /** Our application on the database of this process, built if it has to be. */
  async startTopup(): Promise<Server> {
    if (!this.#built && whyBuild()) await buildApp();
    this.#built = true;
    return this.#keep(await startNext("topup", settings(process.env.DATABASE_URL ?? "")));
  }

  /** The application that does nothing, one for all parts. */
  startBare(): Promise<Server> {
    const start = async () => {
      await buildBare();
      return this.#keep(await startNext("bare", settings("")));
    };
    this.#bare ??= start();
    return this.#bare;
  }

  async close(): Promise<void> {
    await closeClients();
    for (const stop of this.#stops.splice(0).reverse()) await stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #keep(server: Server): Server {
    this.#stops.push(() => server.child.stop());
    return server;
  }
}

function settings(databaseUrl: string): Record<string, string> {
  return {
    DATABASE_URL: databaseUrl,
    STRIPE_SECRET_KEY: "sk_test_emulator0000000000",
    STRIPE_PUBLISHABLE_KEY: "pk_test_emulator0000000000",
    STRIPE_API_BASE: process.env.STRIPE_API_BASE ?? NO_STRIPE,
    STRIPE_WEBHOOK_SECRET: BENCH_SECRET,
    AUTH_SECRET: "only-for-the-bench-0123456789abcdef0123456789",
    APP_URL: "http://localhost:3400",
    API_REQUESTS_PER_MINUTE: "999999999",
    LOG_LEVEL: "warn",
  };
}
