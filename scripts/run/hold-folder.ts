import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { identityOf, isAlive, signal, waitForEnd } from "@/db/embedded/processes";

type Known = { pid: number; identity: string | null };

/** What others may know of who has the folder: where the app is, and the emulator where one was started. */
type Found = { pid: number; command: string; address: string | null; emulator: string | null };

/** Who uses a data folder: written when a command starts, with every process that it starts in turn. */
type Holder = Known & Found & { children: Known[] };

/** The right to run things on a data folder. */
export type Hold = {
  /** Remembers a process of ours, so that the next start can end it should we be killed. */
  remember(pid: number): void;
  /** Tells others where the app is, and the emulator. */
  announce(address: string, emulator?: string | null): void;
  release(): void;
};

const FOLDER_MODE = 0o711;
const END_TIMEOUT_MS = 8_000;
/** Commands that only look at the data are short, so it is better to wait for them than to refuse. */
const WAIT_FOR_TOOL_MS = 30_000;
const POLL_MS = 100;

const holdFile = (folder: string) => join(folder, "run.json");

/** Whose folder it is, said for the person who wanted it. */
export class FolderInUse extends Error {
  constructor(readonly holder: Found) {
    const where = holder.address ? ` at ${holder.address}` : "";
    super(`Topup already runs here${where} (${holder.command}, process ${holder.pid}). Stop it first.`);
  }
}

/**
 * Takes the data folder for this process. What a killed command left running on it is ended first. Throws
 * `FolderInUse` while another command that is alive has it.
 */
export async function holdFolder(folder: string, command: string): Promise<Hold> {
  mkdirSync(folder, { recursive: true, mode: FOLDER_MODE });
  const end = performance.now() + WAIT_FOR_TOOL_MS;
  while (true) {
    const hold = takeFree(folder, command);
    if (hold) return hold;
    const holder = readHolder(folder);
    if (!holder) continue;
    if (!isSame(holder)) await takeOver(folder, holder);
    else if (holder.address !== null || performance.now() > end) throw new FolderInUse(holder);
    else await wait(POLL_MS);
  }
}

/** The command that has the folder now, or null. */
export function findHolder(folder: string): Found | null {
  const holder = readHolder(folder);
  return holder && isSame(holder) ? holder : null;
}

function takeFree(folder: string, command: string): Hold | null {
  const holder: Holder = {
    ...known(process.pid),
    ...{ command, address: null, emulator: null, children: [] },
  };
  try {
    writeFileSync(holdFile(folder), JSON.stringify(holder), { flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return null;
    throw error;
  }
  const save = () => writeFileSync(holdFile(folder), JSON.stringify(holder));
  return {
    remember(pid) {
      holder.children.push(known(pid));
      save();
    },
    announce(address, emulator = null) {
      holder.address = address;
      holder.emulator = emulator;
      save();
    },
    release: () => rmSync(holdFile(folder), { force: true }),
  };
}

/** Ends what a dead holder left running. Renaming decides between two starts that find the same leftover. */
async function takeOver(folder: string, dead: Holder): Promise<void> {
  const aside = `${holdFile(folder)}.${process.pid}`;
  try {
    renameSync(holdFile(folder), aside);
  } catch {
    return;
  }
  for (const child of dead.children.filter(isSame)) {
    signal(-child.pid, "SIGTERM");
    if (!(await waitForEnd(child.pid, END_TIMEOUT_MS))) signal(-child.pid, "SIGKILL");
  }
  rmSync(aside, { force: true });
}

function readHolder(folder: string): Holder | null {
  try {
    return JSON.parse(readFileSync(holdFile(folder), "utf8")) as Holder;
  } catch (error) {
    // Half-written by a start that was killed in that moment: nobody's.
    if (error instanceof SyntaxError)
      return { pid: 0, identity: null, command: "", address: null, emulator: null, children: [] };
    return null;
  }
}

function known(pid: number): Known {
  return { pid, identity: identityOf(pid) };
}

function isSame({ pid, identity }: Known): boolean {
  return pid > 0 && isAlive(pid) && identityOf(pid) === identity;
}
