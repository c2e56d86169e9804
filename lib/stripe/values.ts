const SECOND_MS = 1000;

/** A moment as Stripe writes it. */
export function toDate(seconds: number): Date {
  return new Date(seconds * SECOND_MS);
}

export function toDateOrNull(seconds: number | null | undefined): Date | null {
  return seconds == null ? null : toDate(seconds);
}

/** A moment for Stripe, in whole seconds. */
export function toSeconds(date: Date): number {
  return Math.floor(date.getTime() / SECOND_MS);
}

export function idOf(reference: string | { id: string } | null | undefined): string | null {
  return typeof reference === "string" ? reference : (reference?.id ?? null);
}
