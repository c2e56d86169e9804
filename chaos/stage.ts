import { join } from "node:path";
import { findFreePort } from "@/db/embedded/ports";
import { OwnServer } from "@/db/testing/own-server";
import { startEmulator } from "@/scripts/run/emulator";
import { AppProcess } from "./app/app-process";
import { buildApp } from "./app/build-app";

const FOLDER = "topup-chaos-";
/** The port of an app that was killed is free for a moment, so runs beside each other look in different places. */
const PLACE = (process.pid % 90) * 10;
const PORTS = { database: 5700 + PLACE, app: 3800 + PLACE, emulator: 12_800 + PLACE };
const WEBHOOK_SECRET = "whsec_chaos000000000000000";

/** Database, emulator and app of a run, and how all of it ends. */
export type Stage = {
  database: OwnServer;
  emulator: string;
  app: AppProcess;
  close: (keep: boolean) => Promise<void>;
};

/**
 * Starts a durable PostgreSQL, the emulator with its state on disk, and the app, each a process of its own. The verbs of
 * this process work on the same ones, for what is done before and after.
 */
export async function openStage(onDeath: (log: string) => void): Promise<Stage> {
  const built = await buildApp();
  const database = await OwnServer.start(FOLDER, PORTS.database);
  const port = await findFreePort(PORTS.app);
  const emulatorPort = await findFreePort(PORTS.emulator, [port]);
  const env = settings(database.url, port, emulatorPort);
  Object.assign(process.env, env, { EMULATOR_SETTLE_DELAY_MS: "200" });
  const emulator = startEmulator(database.folder, env);
  await emulator.untilReady();
  const logFile = join(database.folder, "app.log");
  const app = new AppProcess({ file: built.file, logFile, env }, onDeath);
  const close = async (keep: boolean) => {
    await app.kill();
    await emulator.child.stop();
    built.remove();
    if (keep) await database.stop();
    else await database.destroy();
  };
  await app.start();
  return { database, emulator: emulator.address, app, close };
}

function settings(databaseUrl: string, port: number, emulatorPort: number): Record<string, string> {
  return {
    DATABASE_URL: databaseUrl,
    PORT: String(port),
    APP_URL: `http://localhost:${port}`,
    NODE_ENV: "production",
    STRIPE_SECRET_KEY: "sk_test_emulator0000000000",
    STRIPE_PUBLISHABLE_KEY: "pk_test_emulator0000000000",
    STRIPE_API_BASE: `http://127.0.0.1:${emulatorPort}`,
    STRIPE_WEBHOOK_SECRET: WEBHOOK_SECRET,
    AUTH_SECRET: "only-for-chaos-0123456789abcdef0123456789abc",
    API_REQUESTS_PER_MINUTE: "999999999",
    LOG_LEVEL: "warn",
  };
}
