import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const OWNER_ONLY = 0o600;
const FOLDER_MODE = 0o711;

/** Secrets of this data folder alone, made once: they are no secrets of anybody's deployment. */
export type LocalSecrets = { authSecret: string; webhookSecret: string };

/** Reads them, or makes them on the first start, so that sessions and the emulator's signatures survive a restart. */
export function readLocalSecrets(folder: string): LocalSecrets {
  const file = join(folder, "secrets.json");
  try {
    return JSON.parse(readFileSync(file, "utf8")) as LocalSecrets;
  } catch {
    const secrets = {
      authSecret: randomBytes(32).toString("base64url"),
      webhookSecret: `whsec_${randomBytes(24).toString("hex")}`,
    };
    mkdirSync(folder, { recursive: true, mode: FOLDER_MODE });
    writeFileSync(file, JSON.stringify(secrets, null, 2), { mode: OWNER_ONLY });
    return secrets;
  }
}
