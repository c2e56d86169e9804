import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const OWNER_ONLY = 0o600;
const FOLDER_MODE = 0o711;

/**
 * Leaves the secret where the dev server looks at each delivery (lib/stripe/webhook-secrets.ts). Put in place whole, so
 * that a delivery never meets half a file. It stays when listening ends: Stripe gives the same one next time. By the
 * process the doctor knows whether somebody still listens.
 */
export function keepSecret(folder: string, secret: string): string {
  const file = join(folder, "stripe-listen.json");
  const half = `${file}.${process.pid}`;
  mkdirSync(folder, { recursive: true, mode: FOLDER_MODE });
  writeFileSync(half, JSON.stringify({ secret, pid: process.pid }), { mode: OWNER_ONLY });
  renameSync(half, file);
  return file;
}
