const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;
const MONTH_MS = 31 * DAY_MS;

/**
 * The longest time between two calls of a schedule as Vercel writes it (minute hour day month weekday), to the hour.
 * Several hours a day count as a day. Pure.
 */
export function periodOf(schedule: string): number {
  const [, hour = "*", day = "*", month = "*", weekday = "*"] = schedule.trim().split(/\s+/);
  if (month !== "*") return 12 * MONTH_MS;
  if (day !== "*") return MONTH_MS;
  if (weekday !== "*") return WEEK_MS;
  if (hour === "*") return HOUR_MS;
  const every = /^\*\/(\d+)$/.exec(hour)?.[1];
  return every ? Number(every) * HOUR_MS : DAY_MS;
}
