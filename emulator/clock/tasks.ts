import type { Emulator } from "../context";
import type { Cause } from "../http/endpoint";
import { newId } from "../store/ids";
import type { Task } from "../store/tables";

/** Writes down something that happens by itself later; it also happens when the emulator was restarted meanwhile. */
export function later(cause: Cause, kind: Task["kind"], ref: string, delayMs: number): void {
  const { emulator } = cause;
  const id = newId("task");
  emulator.store.put("task", id, { id, kind, ref, dueAt: Date.now() + delayMs });
  emulator.store.afterCommit(() => emulator.schedule(id));
}

type Work = (cause: Cause, ref: string) => void;

/** Runs tasks when they are due. */
export class TaskRunner {
  readonly #timers = new Map<string, NodeJS.Timeout>();

  constructor(
    readonly emulator: Emulator,
    readonly work: Record<Task["kind"], Work>,
  ) {}

  /** Takes up every task that was written before a restart. */
  resume(): void {
    for (const task of this.emulator.store.newest("task")) this.schedule(task.id);
  }

  schedule(id: string): void {
    const task = this.emulator.store.get("task", id);
    if (task === undefined) return;
    const wait = Math.max(0, task.dueAt - Date.now());
    this.#timers.set(
      id,
      setTimeout(() => this.#run(id), wait),
    );
  }

  clear(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  #run(id: string): void {
    this.#timers.delete(id);
    const { store } = this.emulator;
    const task = store.get("task", id);
    if (task === undefined) return;
    store.transaction(() => {
      store.delete("task", id);
      this.work[task.kind]({ emulator: this.emulator, request: null }, task.ref);
    });
  }
}
