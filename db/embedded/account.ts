import { execFileSync, spawnSync } from "node:child_process";

/** PostgreSQL refuses to run as root, so root starts it under one of these, the first that exists. */
const ACCOUNT_NAMES = ["postgres", "_postgres", "nobody"];

/** An account of the machine to run PostgreSQL under. */
export type Account = { name: string; uid: number; gid: number };

/** Null for an ordinary person, who runs PostgreSQL as themselves; for root an account without privileges. */
export function findAccount(): Account | null {
  if (process.getuid?.() !== 0) return null;
  for (const name of ACCOUNT_NAMES) {
    const uid = idOf(name, "-u");
    const gid = idOf(name, "-g");
    if (uid && gid) return { name, uid, gid };
  }
  throw new Error(
    `PostgreSQL does not run as root, and this machine has none of the accounts ${ACCOUNT_NAMES.join(", ")}.\n` +
      "Cure: run as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own.",
  );
}

function idOf(name: string, which: "-u" | "-g"): number {
  try {
    return Number(
      execFileSync("id", [which, name], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }),
    );
  } catch {
    return 0;
  }
}

/** The part of spawn's options that makes a process run as that account. */
export function runAs(account: Account | null): { uid?: number; gid?: number } {
  return account ? { uid: account.uid, gid: account.gid } : {};
}

/**
 * Whether a program can be run as the account. Tried and not computed from modes, because access lists,
 * mounts and security modules have a say too.
 */
export function canRun(account: Account | null, file: string, args: string[]): boolean {
  return spawnSync(file, args, { ...runAs(account), cwd: "/", stdio: "ignore" }).status === 0;
}
