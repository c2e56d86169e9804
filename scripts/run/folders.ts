import { realpathSync } from "node:fs";
import { relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout, wherever the command was started. */
export const CHECKOUT = realpathSync(fileURLToPath(new URL("../..", import.meta.url)));

/** Where the local database, the emulator's state, generated secrets and logs are kept. */
export function dataFolder(): string {
  return resolve(CHECKOUT, process.env.TOPUP_DATA?.trim() || ".topup");
}

/** A path as a person in the checkout would write it. */
export function shownPath(path: string): string {
  const near = relative(CHECKOUT, path);
  return near.startsWith("..") ? path : near;
}
