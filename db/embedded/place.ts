import { createHash } from "node:crypto";
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Account, canRun, findAccount } from "./account";
import { type Binaries, completeBinaries, copyBinaries, findBinaries, program } from "./binaries";

/** Where root keeps what PostgreSQL's account must reach, when the checkout is closed to that account. */
const SHARED_FOLDERS = ["/var/lib/topup", "/var/tmp/topup"];
const OPEN_MODE = 0o755;
/** Others may pass through the data folder to PostgreSQL's part of it, but not list it. */
const PASSABLE_MODE = 0o711;
const PRIVATE_MODE = 0o700;
const ENTER = 'test -w "$0" && test -x "$0"';

/** Who runs PostgreSQL, with which binaries, and the folder that holds its data, password and log. */
export type Place = { account: Account | null; native: string; home: string };

/** Decides the place of the database that belongs to a data folder, and makes its folders. */
export function findPlace(folder: string): Place {
  mkdirSync(folder, { recursive: true, mode: PASSABLE_MODE });
  const account = findAccountFor(join(folder, "postgres"));
  return { account, native: findNative(account, folder), home: findHome(account, folder) };
}

/** A data folder for tests, which PostgreSQL's account can pass through when root makes it. */
export function makeTemporaryFolder(prefix: string): string {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  chmodSync(folder, PASSABLE_MODE);
  return folder;
}

/** A database that an ordinary person made in this folder is run as that person, also by root. */
function findAccountFor(near: string): Account | null {
  const account = findAccount();
  const made = lstatSync(near, { throwIfNoEntry: false });
  if (!account || !made?.isDirectory() || made.uid === 0) return account;
  return { name: `user ${made.uid}`, uid: made.uid, gid: made.gid };
}

function findNative(account: Account | null, folder: string): string {
  const binaries = findBinaries();
  try {
    completeBinaries(binaries.native);
    if (canRun(account, program(binaries.native, "postgres"), ["--version"])) return binaries.native;
  } catch {
    // node_modules may be read-only; the copy is ours.
  }
  const native = copyBinaries(binaries, account ? sharedFolder() : folder);
  if (!canRun(account, program(native, "postgres"), ["--version"])) throw new Error(explainBroken(binaries));
  return native;
}

function explainBroken({ version }: Binaries): string {
  return (
    `PostgreSQL ${version} does not run on this machine (it needs glibc on Linux).\n` +
    "Cure: set DATABASE_URL to a PostgreSQL of your own."
  );
}

function findHome(account: Account | null, folder: string): string {
  const near = join(folder, "postgres");
  if (!account) {
    mkdirSync(near, { recursive: true, mode: PRIVATE_MODE });
    if (canRun(null, "/bin/sh", ["-c", ENTER, near])) return near;
    throw new Error(
      `${near} belongs to another account.\nCure: run as that account (or root), or set TOPUP_DATA.`,
    );
  }
  if (!lstatSync(near, { throwIfNoEntry: false })?.isSymbolicLink() && giveTo(account, near)) return near;
  return findFarHome(account, folder, near);
}

/**
 * The database of a data folder that PostgreSQL's account cannot enter: outside, named by the folder's path,
 * with a link to it. Somebody who removes the data folder to start afresh removes that link, so a database
 * found without its link is set aside instead of coming back as a surprise.
 */
function findFarHome(account: Account, folder: string, near: string): string {
  const name = createHash("sha256").update(realpathSync(folder)).digest("hex").slice(0, 16);
  const far = join(sharedFolder(), name);
  if (!lstatSync(near, { throwIfNoEntry: false })?.isSymbolicLink()) {
    if (existsSync(near)) rmdirSync(near);
    if (existsSync(far)) setAside(far);
    symlinkSync(far, near);
  }
  if (!giveTo(account, far))
    throw new Error(`${account.name} cannot write to ${far}, which PostgreSQL needs`);
  return far;
}

function setAside(far: string): void {
  rmSync(`${far}.before`, { recursive: true, force: true });
  renameSync(far, `${far}.before`);
}

function giveTo(account: Account, home: string): boolean {
  try {
    const isNew = !existsSync(home);
    mkdirSync(home, { recursive: true, mode: PRIVATE_MODE });
    if (isNew) chownSync(home, account.uid, account.gid);
    if (canRun(account, "/bin/sh", ["-c", ENTER, home])) return true;
    if (isNew) rmdirSync(home);
  } catch {
    // A mount that keeps its own owners, for example; the place outside is next.
  }
  return false;
}

/** A folder of root's own that every account may enter. One that somebody else made or may write is passed over. */
function sharedFolder(): string {
  for (const folder of SHARED_FOLDERS) {
    try {
      mkdirSync(folder, { recursive: true, mode: OPEN_MODE });
      const { uid, mode } = lstatSync(folder);
      if (uid !== 0 || !statSync(folder).isDirectory() || (mode & 0o022) !== 0) continue;
      chmodSync(folder, OPEN_MODE);
      return folder;
    } catch {
      // Not writable here; the next one.
    }
  }
  throw new Error(`none of ${SHARED_FOLDERS.join(", ")} can be used for PostgreSQL's files`);
}
