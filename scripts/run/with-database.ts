import nextEnv from "@next/env";
import { closeClients } from "@/db/client";
import { findDatabase, startDatabase } from "@/db/embedded";
import { dismissWatchdog } from "@/db/embedded/watchdog";
import { migrateDatabase } from "@/db/migrate";
import { databaseOfHome, namesEmulator, usesEmulator } from "./database-of-home";
import { CHECKOUT, dataFolder } from "./folders";
import { findHolder, holdFolder } from "./hold-folder";

/**
 * For commands that need the database and nothing else: `DATABASE_URL` when it is set, else the embedded one,
 * started for as long as the command takes unless the app runs and has it open already.
 */
export async function withDatabase<T>(command: string, work: () => Promise<T>): Promise<T> {
  nextEnv.loadEnvConfig(CHECKOUT, true, { info: () => {}, error: () => {} });
  try {
    if (process.env.DATABASE_URL?.trim()) return await work();
    const holder = findHolder(dataFolder());
    const running = holder?.address ? findDatabase(dataFolder()) : null;
    if (!running) return await withOwnDatabase(command, work);
    // Its keys may be known to its own terminal only.
    const emulates = holder?.emulator != null || namesEmulator(process.env);
    process.env.DATABASE_URL = await databaseOfHome(running, emulates);
    return await work();
  } finally {
    await closeClients();
  }
}

async function withOwnDatabase<T>(command: string, work: () => Promise<T>): Promise<T> {
  const hold = await holdFolder(dataFolder(), command);
  try {
    const database = await startDatabase({ folder: dataFolder() });
    try {
      const url = await databaseOfHome(database.url, usesEmulator(process.env));
      process.env.DATABASE_URL = url;
      await migrateDatabase(url);
      return await work();
    } finally {
      await closeClients();
      await database.stop();
    }
  } finally {
    await dismissWatchdog();
    hold.release();
  }
}
