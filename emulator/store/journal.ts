import {
  closeSync,
  existsSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { StringDecoder } from "node:string_decoder";
import { isOutdated } from "./outdated";

/** One change: table, id, new value or null when it was deleted. */
export type Change = [table: string, id: string, value: unknown];

/**
 * An append-only file with one line per transaction. A line is written with one call before the answer goes out,
 * so that a killed process loses nothing it acknowledged; a torn last line was never acknowledged and is dropped.
 */
export class Journal {
  #file: string;
  #fd: number;
  #size: number;

  private constructor(file: string) {
    this.#file = file;
    this.#fd = openSync(file, "a");
    this.#size = fstatSync(this.#fd).size;
  }

  /** Replays the journal in `folder` into `apply`, rewrites it from `snapshot`, and opens it for appending. */
  static open(folder: string, apply: (change: Change) => void, snapshot: () => Iterable<Change>): Journal {
    mkdirSync(folder, { recursive: true });
    const file = join(folder, "journal.jsonl");
    if (existsSync(file)) {
      for (const line of linesOf(file)) replay(line, apply);
      writeAll(`${file}.new`, snapshot());
      renameSync(`${file}.new`, file);
    }
    return new Journal(file);
  }

  /** Writes one transaction. A line that could not be written whole (a full disk) is taken back: it would spoil the next. */
  append(changes: readonly Change[]): void {
    try {
      this.#size += writeFully(this.#fd, `${JSON.stringify(changes)}\n`);
    } catch (error) {
      ftruncateSync(this.#fd, this.#size);
      throw error;
    }
  }

  /** Starts over with an empty file. */
  clear(): void {
    closeSync(this.#fd);
    closeSync(openSync(this.#file, "w"));
    this.#fd = openSync(this.#file, "a");
    this.#size = 0;
  }

  close(): void {
    closeSync(this.#fd);
  }
}

function replay(line: string, apply: (change: Change) => void): void {
  let changes: Change[];
  try {
    changes = JSON.parse(line) as Change[];
  } catch {
    return;
  }
  for (const change of changes) if (!isOutdated(change)) apply(change);
}

function writeFully(fd: number, text: string): number {
  const bytes = Buffer.from(text);
  let done = 0;
  while (done < bytes.length) done += writeSync(fd, bytes, done);
  return done;
}

function writeAll(file: string, changes: Iterable<Change>): void {
  const fd = openSync(file, "w");
  let batch: Change[] = [];
  for (const change of changes) {
    batch.push(change);
    if (batch.length < 200) continue;
    writeFully(fd, `${JSON.stringify(batch)}\n`);
    batch = [];
  }
  if (batch.length > 0) writeFully(fd, `${JSON.stringify(batch)}\n`);
  closeSync(fd);
}

function* linesOf(file: string): Generator<string> {
  const fd = openSync(file, "r");
  const decoder = new StringDecoder("utf8");
  const chunk = Buffer.alloc(1 << 20);
  let rest = "";
  for (let size = readSync(fd, chunk); size > 0; size = readSync(fd, chunk)) {
    const lines = (rest + decoder.write(chunk.subarray(0, size))).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest !== "") yield rest;
  closeSync(fd);
}
