import postgres from "postgres";
import { isLoopback } from "@/lib/platform/public-address";
import { planStart } from "./settings";

type Source = NodeJS.Dict<string>;

/** Whether what is bought is bought at the emulator, started by us or by somebody else. */
export function usesEmulator(source: Source): boolean {
  return planStart(source, "dev").emulatesStripe || namesEmulator(source);
}

/** Whether the environment names an emulator on this machine, whatever else it says. */
export function namesEmulator({ STRIPE_API_BASE: base = "" }: Source): boolean {
  return URL.canParse(base.trim()) && isLoopback(new URL(base.trim()));
}

/**
 * The address of the embedded database that belongs to what Stripe is here. What was bought at the emulator and with
 * keys of one's own must not mix, so a data folder has a database for each, and the one that was there first keeps the
 * plain name. So keys can be put in and taken out again, and everything is as it was left.
 */
export async function databaseOfHome(url: string, emulates: boolean): Promise<string> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    const [table] = await sql`select to_regclass('public.stripe_home') as name`;
    const [home] = table?.name ? await sql`select mode from stripe_home` : [];
    if (!home || (home.mode === "emulator") === emulates) return url;
    const other = new URL(url);
    other.pathname += emulates ? "_emulator" : "_own_keys";
    const name = other.pathname.slice(1);
    const [there] = await sql`select 1 from pg_database where datname = ${name}`;
    if (!there) await sql`create database ${sql(name)}`;
    return other.href;
  } finally {
    await sql.end();
  }
}
