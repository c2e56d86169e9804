import nextEnv from "@next/env";
import { migrateDatabase } from "@/db/migrate";
import { CHECKOUT } from "./run/folders";

/** `npm run db:migrate`: brings the database that DATABASE_URL names up to this code. Hosts run it before a build. */
nextEnv.loadEnvConfig(CHECKOUT, false, { info: () => {}, error: () => {} });
const url = process.env.DATABASE_URL?.trim();
if (!url) {
  process.stderr.write(
    "DATABASE_URL is missing: there is nothing to migrate.\nCure: set it for the build, too.\n",
  );
  process.exit(1);
}
await migrateDatabase(url);
process.stdout.write("The database is up to date.\n");
