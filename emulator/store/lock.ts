import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { resolve as absolute, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const HANDOVER_MS = 4000;
const POLL_MS = 100;

/**
 * Keeps a second emulator away from a folder that one is working in: starting compacts the journal, and the first
 * would go on writing to a file that is no longer there. A socket is the lock because the system takes it down with
 * its process, whatever way that ended. Resolves with the way to let go.
 */
export async function lockFolder(folder: string, waitMs = HANDOVER_MS): Promise<() => void> {
  const path = socketPath(folder);
  const held = (await tryListen(path)) ?? (await takeOver(path, folder, waitMs));
  held.unref();
  return () => held.close();
}

/** In the temporary folder under a short name: the path of a socket may have about a hundred characters. */
function socketPath(folder: string): string {
  const name = createHash("sha256")
    .update(`${process.getuid?.() ?? ""} ${absolute(folder)}`)
    .digest("hex")
    .slice(0, 20);
  return process.platform === "win32"
    ? `\\\\.\\pipe\\emulator-${name}`
    : join(tmpdir(), `emulator-${name}.sock`);
}

/** After a kill the one before may need a moment to notice and end; then its address is taken over. */
async function takeOver(path: string, folder: string, waitMs: number): Promise<Server> {
  for (const end = Date.now() + waitMs; ; await sleep(POLL_MS)) {
    const held = (await isAnswered(path)) ? null : await retake(path);
    if (held !== null) return held;
    if (Date.now() >= end) break;
  }
  throw new Error(`another emulator works in ${folder}; stop it, or set EMULATOR_DATA to another folder`);
}

function retake(path: string): Promise<Server | null> {
  rmSync(path, { force: true });
  return tryListen(path);
}

/** Null when the address is taken, be it by a running process or by the remains of one. */
function tryListen(path: string): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") resolve(null);
      else reject(error);
    });
    server.listen(path, () => resolve(server));
  });
}

function isAnswered(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
