/** How often each thing happened, by its name, and a way to wait for more of it. */
export class Counts {
  readonly #counts = new Map<string, number>();
  readonly #waiting = new Set<() => void>();
  /** When something last got done; a run in which nothing does is stuck. */
  lastAt = performance.now();
  /** What was last answered to somebody who had to ask again. */
  lastTrouble = "";

  add(name: string, by = 1): void {
    this.#counts.set(name, this.of(name) + by);
    this.lastAt = performance.now();
    for (const look of this.#waiting) look();
  }

  /** Something that has to be done again, which is no progress. */
  addTrouble(name: string, why: string): void {
    this.#counts.set(name, this.of(name) + 1);
    this.lastTrouble = why;
  }

  of(name: string): number {
    return this.#counts.get(name) ?? 0;
  }

  /** Settles when so many more have happened, or when `over` says that nobody will go on. */
  more(name: string, many: number, over: () => boolean): Promise<void> {
    const enough = this.of(name) + many;
    return new Promise((resolve) => {
      const look = () => {
        if (this.of(name) < enough && !over()) return;
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
      look();
    });
  }

  toJSON(): Record<string, number> {
    return Object.fromEntries([...this.#counts].sort(([one], [other]) => (one < other ? -1 : 1)));
  }
}
