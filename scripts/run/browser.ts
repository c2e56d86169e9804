import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { CHECKOUT } from "./folders";
import { say } from "./progress";

const ON_THE_PATH = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const FOLDERS = ["/usr/bin", "/usr/local/bin", "/opt/google/chrome", "/snap/bin", "/opt/homebrew/bin"];
const MAC_PROGRAMS = [
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];
const DOWNLOAD_TIMEOUT_MS = 240_000;

const CURE = `No Chromium for the browser tests. Cure: any one of
  - set PLAYWRIGHT_CHROMIUM_PATH to a Chromium or Chrome on this machine
  - npx playwright install --with-deps chromium   (needs the network, and root for libraries)
  - Debian: sudo apt-get install chromium    Fedora: sudo dnf install chromium    macOS: brew install --cask chromium`;

/**
 * A Chromium to test with: the one that was named, one on this machine, the one that Playwright downloaded, or
 * one installed now. Answers its path. Throws with what to do when there is none to be had.
 */
export function findBrowser(): string {
  const named = process.env.PLAYWRIGHT_CHROMIUM_PATH?.trim();
  if (named) {
    if (runs(named)) return named;
    throw new Error(`PLAYWRIGHT_CHROMIUM_PATH names ${named}, which does not run here.\n${CURE}`);
  }
  const found = findInstalled() ?? download() ?? installBySystem();
  if (found) return found;
  throw new Error(CURE);
}

function findInstalled(): string | null {
  const onMachine = FOLDERS.flatMap((folder) => ON_THE_PATH.map((name) => join(folder, name)));
  return [...onMachine, ...MAC_PROGRAMS, chromium.executablePath()].find(runs) ?? null;
}

/** Tried and not only looked for: some systems have a script in its place that says where to get the real one. */
function runs(program: string): boolean {
  return (
    existsSync(program) &&
    spawnSync(program, ["--version"], { stdio: "ignore", timeout: 20_000 }).status === 0
  );
}

function download(): string | null {
  say("  no Chromium on this machine: asking Playwright for one");
  const cli = join(CHECKOUT, "node_modules/@playwright/test/cli.js");
  const libraries = process.getuid?.() === 0 ? ["--with-deps"] : [];
  attempt(process.execPath, [cli, "install", ...libraries, "chromium"]);
  return runs(chromium.executablePath()) ? chromium.executablePath() : null;
}

/** Only as root, on a system with apt: elsewhere it would need a password or a guess. */
function installBySystem(): string | null {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return null;
  say("  asking the system's package manager for Chromium");
  attempt("apt-get", ["update", "-q"]);
  attempt("apt-get", ["install", "-y", "-q", "--no-install-recommends", "chromium"]);
  return findInstalled();
}

function attempt(program: string, args: string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  spawnSync(program, args, { stdio: ["ignore", "inherit", "inherit"], timeout: DOWNLOAD_TIMEOUT_MS, env });
}
