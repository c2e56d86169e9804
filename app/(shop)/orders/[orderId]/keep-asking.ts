/** Waiting times between two questions: quick while the person is looking, then gently for as long as they stay. */
export const WAITS_MS = [1_000, 2_000, 3_000, 5_000, 8_000, 13_000, 20_000, 30_000] as const;

const LAST_WAIT_MS = 30_000;

type Asking = {
  /** One question; whatever it finds, it has dealt with it. */
  ask: () => Promise<void>;
  /** Whether another question is worth asking after this many. */
  goesOn: (asked: number) => boolean;
  /** Whether somebody is looking. */
  isWatched: () => boolean;
};

/**
 * Asks at once and then with growing pauses, one question at a time. While nobody looks it rests; `wake` makes it
 * ask at once and start over, because a person who comes back from their banking app wants to know now.
 */
export function keepAsking({ ask, goesOn, isWatched }: Asking): { wake: () => void; stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;
  let isAsking = false;
  let isOver = false;

  async function next(): Promise<void> {
    if (isOver || isAsking || !isWatched()) return;
    isAsking = true;
    await ask();
    isAsking = false;
    asked += 1;
    if (!isOver && goesOn(asked)) timer = setTimeout(next, WAITS_MS[asked - 1] ?? LAST_WAIT_MS);
  }

  function wake(): void {
    clearTimeout(timer);
    asked = 0;
    void next();
  }

  function stop(): void {
    isOver = true;
    clearTimeout(timer);
  }

  void next();
  return { wake, stop };
}
