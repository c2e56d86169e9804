import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { findFreePort } from "@/db/embedded/ports";

const NEXT = "node_modules/next/dist/bin/next";
const FOLDER = "e2e/empty-next";
const BUILT_WITH = `${FOLDER}/.next/built-with`;
const ENVIRONMENT = { ...process.env, NODE_ENV: "production" as const, NEXT_TELEMETRY_DISABLED: "1" };

/** An app of the same Next that does nothing: what a page weighs before there is anything on it. */
export async function serveEmptyNext(): Promise<{ url: string; stop: () => Promise<void> }> {
  await build();
  const port = await findFreePort(3190);
  const server = spawn(process.execPath, [NEXT, "start", FOLDER, "-p", String(port), "-H", "127.0.0.1"], {
    env: ENVIRONMENT,
    stdio: ["ignore", "pipe", "inherit"],
  });
  await heard(server, /Ready/);
  return { url: `http://127.0.0.1:${port}`, stop: () => end(server) };
}

async function build(): Promise<void> {
  const version = JSON.parse(readFileSync("node_modules/next/package.json", "utf8")).version;
  if (existsSync(BUILT_WITH) && readFileSync(BUILT_WITH, "utf8") === version) return;
  const builder = spawn(process.execPath, [NEXT, "build", FOLDER], { env: ENVIRONMENT, stdio: "inherit" });
  const [code] = await once(builder, "exit");
  if (code !== 0) throw new Error("the empty Next app does not build");
  writeFileSync(BUILT_WITH, version);
}

async function heard(server: ChildProcess, words: RegExp): Promise<void> {
  let said = "";
  for await (const chunk of server.stdout ?? []) {
    said += chunk;
    if (words.test(said)) return;
  }
  throw new Error(`the empty Next app did not start: ${said}`);
}

async function end(server: ChildProcess): Promise<void> {
  const ended = once(server, "exit");
  server.kill();
  await ended;
}
