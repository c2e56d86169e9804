const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** No zone is further from UTC than this. */
const AHEAD_MAX_MS = 14 * HOUR_MS;
const BEHIND_MAX_MS = 12 * HOUR_MS;

const DAY = /^2\d{3}-\d\d-\d\d$/;

/** A day of a calendar, as forms send it: "2026-11-22". */
export function isDay(text: unknown): text is string {
  if (typeof text !== "string" || !DAY.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** The day so many days later, or earlier. */
export function addDays(day: string, count: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + count);
  return date.toISOString().slice(0, 10);
}

/** The calendar of a time zone: which day a moment is in, and when a day begins. */
export function calendarOf(timeZone: string): {
  dayOf(at: Date): string;
  startOf(day: string): Date;
} {
  const format = new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" });
  const dayOf = (at: Date) => format.format(at);
  return { dayOf, startOf: (day) => findStart(day, dayOf) };
}

/**
 * A day's first minute, by halving the time in which it can begin: where clocks are changed at midnight, no
 * arithmetic with offsets finds the day that begins at one o'clock.
 */
function findStart(day: string, dayOf: (at: Date) => string): Date {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  let low = (midnight - AHEAD_MAX_MS) / MINUTE_MS;
  let high = (midnight + BEHIND_MAX_MS) / MINUTE_MS;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (dayOf(new Date(middle * MINUTE_MS)) < day) low = middle + 1;
    else high = middle;
  }
  return new Date(low * MINUTE_MS);
}
