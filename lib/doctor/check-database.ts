import { sql } from "@/db/client";
import { readMigrationState } from "@/db/migration-state";
import { type Finding, type FindingName, found } from "./finding";

type Settings = { commit: string; fsync: string; readOnly: string; replica: boolean; neon: boolean };

const REFUSALS: Record<string, FindingName> = {
  "28P01": "database_login_refused",
  "28000": "database_login_refused",
  "3D000": "database_not_there",
};

/** The database: reached, with the tables of this code, and not promising what a power cut would take back. */
export async function checkDatabase(): Promise<Finding[]> {
  if (!process.env.DATABASE_URL) return [found("database_not_reached", { code: "no DATABASE_URL" })];
  try {
    const settings = await readSettings();
    const { missing, newer } = await readMigrationState(sql());
    const wrong = [
      missing.length > 0 && found("database_behind", { count: missing.length, first: missing[0] ?? "" }),
      newer > 0 && found("database_ahead", { count: newer }),
      ...faultsOf(settings),
    ].filter((one) => one !== false);
    return wrong.length > 0 ? wrong : [found("database_in_order")];
  } catch (error) {
    const code = codeOf(error);
    return [found(REFUSALS[code] ?? "database_not_reached", { code })];
  }
}

async function readSettings(): Promise<Settings> {
  const [row] = await sql()<Settings[]>`
    select current_setting('synchronous_commit') as commit, current_setting('fsync') as fsync,
      current_setting('transaction_read_only') as "readOnly", pg_is_in_recovery() as replica,
      current_setting('neon.tenant_id', true) is not null as neon`;
  if (!row) throw new Error("settings_missing: PostgreSQL did not say its settings");
  return row;
}

/** At Neon the log is kept safe by other machines, and the one that answers says `fsync` off. */
function faultsOf({ commit, fsync, readOnly, replica, neon }: Settings): (Finding | false)[] {
  return [
    commit === "off" && found("commits_not_durable", { setting: "synchronous_commit" }),
    fsync === "off" && !neon && found("commits_not_durable", { setting: "fsync" }),
    (replica || readOnly === "on") && found("database_read_only"),
  ];
}

function codeOf(error: unknown): string {
  if (error instanceof Error && "code" in error && typeof error.code === "string") return error.code;
  return error instanceof Error ? error.name : "unknown";
}
