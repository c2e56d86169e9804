type Stop = () => Promise<void> | void;

/**
 * What has been started and must be ended, latest first. Ctrl-C may come in the middle of a start: whatever is
 * added after that is ended at once.
 */
export class Stoppers {
  #waiting: Stop[] = [];
  #done: Promise<void> | undefined;

  add(stop: Stop): void {
    this.#waiting.push(stop);
    if (this.#done) this.#done = this.#done.then(() => this.#run());
  }

  get stopping(): boolean {
    return this.#done !== undefined;
  }

  stop(): Promise<void> {
    this.#done ??= this.#run();
    return this.#done;
  }

  async #run(): Promise<void> {
    for (let stop = this.#waiting.pop(); stop; stop = this.#waiting.pop()) await stop();
  }
}
