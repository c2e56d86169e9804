import type { Emulator } from "../context";
import { atTime } from "../context";
import type { Cause } from "../http/endpoint";
import { newId } from "../store/ids";
import type { Task } from "../store/records";

/** Longer waits overflow the timers of Node, which then fire at once. */
const MAX_WAIT_MS = 2 ** 31 - 1;

/** Writes down something that happens by itself later; it also happens when the emulator was restarted meanwhile. */
export function later(cause: Cause, kind: Task["kind"], ref: string, delayMs: number): void {
  write(cause, { id: newId("task"), kind, ref, dueAt: Date.now() + delayMs, clock: null });
}

/**
 * Plans something of a calendar: at a time of the test clock, or of the real one where `clock` is null. There is
 * one plan of a kind for each object: a new one replaces the old one.
 */
export function plan(
  cause: Cause,
  kind: Task["kind"],
  ref: string,
  { at, clock }: { at: number; clock: string | null },
): void {
  write(cause, { id: planId(kind, ref), kind, ref, dueAt: at * 1000, clock });
}

export function unplan(cause: Cause, kind: Task["kind"], ref: string): void {
  cause.emulator.store.delete("task", planId(kind, ref));
}

function planId(kind: string, ref: string): string {
  return `plan ${kind} ${ref}`;
}

function write({ emulator }: Cause, task: Task): void {
  emulator.store.put("task", task.id, task);
  emulator.store.afterCommit(() => emulator.schedule(task.id));
}

export type Work = (cause: Cause, ref: string) => void;
export type WorkTable = Record<Task["kind"], Work>;

/** Runs tasks of the real time when they are due. Those of a test clock wait until it is advanced. */
export class TaskRunner {
  readonly #timers = new Map<string, NodeJS.Timeout>();

  constructor(
    readonly emulator: Emulator,
    readonly work: WorkTable,
    /** Told of work that threw; the task itself is dropped, or it would fail for ever. */
    readonly failed: (cause: Cause, task: Task) => void,
  ) {}

  /** Takes up every task that was written before a restart, the most overdue first. */
  resume(): void {
    const tasks = [...this.emulator.store.newest("task")].reverse();
    for (const task of tasks.sort((a, b) => a.dueAt - b.dueAt)) this.schedule(task.id);
  }

  schedule(id: string): void {
    clearTimeout(this.#timers.get(id));
    const task = this.emulator.store.get("task", id);
    // Journals written before there were test clocks have no `clock`.
    if (task === undefined || (task.clock ?? null) !== null) return;
    const wait = Math.min(Math.max(0, task.dueAt - Date.now()), MAX_WAIT_MS);
    this.#timers.set(
      id,
      setTimeout(() => this.#run(id), wait),
    );
  }

  clear(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  /** The task goes with what it did, in one transaction: it happens once, whatever breaks when. */
  #run(id: string): void {
    this.#timers.delete(id);
    const { store } = this.emulator;
    const task = store.get("task", id);
    if (task === undefined) return;
    if (task.dueAt > Date.now()) {
      this.schedule(id);
      return;
    }
    const cause = { emulator: this.emulator, request: null };
    try {
      store.transaction(() => {
        store.delete("task", id);
        runTask(this.work, cause, task);
      });
    } catch (error) {
      console.error(`emulator: ${task.kind} of ${task.ref} failed`, error);
      store.transaction(() => {
        store.delete("task", id);
        this.failed(cause, task);
      });
    }
  }
}

/** Plans run at the time they were planned for, even when the emulator was off at that time. */
export function runTask(work: WorkTable, cause: Cause, task: Task): void {
  const planned = task.id === planId(task.kind, task.ref);
  atTime(planned ? Math.floor(task.dueAt / 1000) : null, () => work[task.kind](cause, task.ref));
}
