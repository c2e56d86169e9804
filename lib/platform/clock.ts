/**
 * The one source of "now". Domain code never calls `Date.now()` or `new Date()`, so that tests can move time
 * and so that a reader finds every use of time by its import.
 */
let readClock: () => number = () => Date.now();

/** The present moment. */
export function now(): Date {
  return new Date(readClock());
}

/** The present moment in milliseconds since 1970. */
export function nowMs(): number {
  return readClock();
}

/** Tests only: replaces the clock until the returned function is called. */
export function useClock(read: () => number): () => void {
  const before = readClock;
  readClock = read;
  return () => {
    readClock = before;
  };
}
