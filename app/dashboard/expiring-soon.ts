const DAY_MS = 24 * 60 * 60 * 1000;

/** Credits that expire within this time are pointed out. */
export const EXPIRING_SOON_MS = 30 * DAY_MS;

/** In how many days a date is, rounded up: "in 1 day" is at most a day. Null when it is not soon, or past. */
export function daysUntilSoon(expiresAt: string | null, atMs: number): number | null {
  const leftMs = expiresAt ? Date.parse(expiresAt) - atMs : 0;
  return leftMs > 0 && leftMs <= EXPIRING_SOON_MS ? Math.ceil(leftMs / DAY_MS) : null;
}
