/** What the door's keeper says: closed for a named reason, open for good, or open until somebody knows more. */
export type DoorVerdict = { open: true; forMs: number } | { open: false; fault: string };

type Door = {
  ask: () => Promise<DoorVerdict>;
  openUntil: number;
  fault: string | null;
  asking: Promise<string | null> | null;
};

// One door per process: Next loads the start and the routes of an app as if they were two programs.
const shared = globalThis as typeof globalThis & { topupDoor?: Door | undefined };

/**
 * Sets who says whether anything may pass between this process and Stripe, in either direction. A process in which
 * nobody does has an open door: tests, and commands that look for themselves before they begin.
 */
export function guardDoor(ask: (() => Promise<DoorVerdict>) | null): void {
  shared.topupDoor = ask ? { ask, openUntil: 0, fault: null, asking: null } : undefined;
}

/**
 * Why nothing may pass. Null, at once and without waiting, on every call but the first: the payments of a server that
 * was found to be in order cost nothing more. Throws when the keeper could not find out, to be asked again.
 */
export function findDoorFault(): null | Promise<string | null> {
  const door = shared.topupDoor;
  if (!door) return null;
  if (performance.now() < door.openUntil) return null;
  if (door.fault !== null) return Promise.resolve(door.fault);
  const isFirst = door.openUntil === 0;
  if (!door.asking) door.asking = ask(door);
  const asked = door.asking;
  if (isFirst) return asked;
  // It was let through before and will be again, if need be: nobody waits for the second look.
  asked.catch(() => {});
  return null;
}

async function ask(door: Door): Promise<string | null> {
  try {
    const verdict = await door.ask();
    if (verdict.open) door.openUntil = performance.now() + verdict.forMs;
    else door.fault = verdict.fault;
    return door.fault;
  } finally {
    door.asking = null;
  }
}

/** What was found so far; null while nothing speaks against this process. */
export function knownDoorFault(): string | null {
  return shared.topupDoor?.fault ?? null;
}
