import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { startChild } from "./children";
import { CHECKOUT } from "./folders";

/** What goes into the build. Tests and scripts do not. */
const SOURCES = [
  ...["app", "lib", "db", "messages", "public", "package-lock.json"],
  ...["next.config.ts", "postcss.config.mjs", "instrumentation.ts", "proxy.ts"],
];
/** Written last; a build that was killed lacks some of them. */
const RESULTS = ["BUILD_ID", "required-server-files.json", "prerender-manifest.json"];

/** Why the production build must be made, or null when the one that is there will do. */
export function whyBuild(): "there is no build yet" | "the build is older than the sources" | null {
  const built = RESULTS.map((name) => changedAt(join(CHECKOUT, ".next", name)));
  if (built.includes(0)) return "there is no build yet";
  const newest = Math.max(...SOURCES.map((name) => newestBelow(join(CHECKOUT, name))));
  return newest > Math.min(...built) ? "the build is older than the sources" : null;
}

function changedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function newestBelow(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  const inside = readdirSync(path).filter((name) => !/\.test\.tsx?$/.test(name));
  return Math.max(0, ...inside.map((name) => newestBelow(join(path, name))));
}

/** Makes the production build. It reads nothing of the environment, so any machine can make it for any other. */
export async function buildApp(): Promise<void> {
  let said = "";
  const child = startChild({
    name: "build",
    args: [nextProgram(), "build"],
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    output(text) {
      said += text;
    },
  });
  if ((await child.ended) !== 0) throw new Error(`next build failed:\n${said.trim()}`);
}

export function nextProgram(): string {
  return join(CHECKOUT, "node_modules/next/dist/bin/next");
}
