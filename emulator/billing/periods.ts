import type Stripe from "stripe";

/**
 * `count` intervals after `start` (seconds). Months keep the day of the anchor where they have it and end on their
 * last day where they do not: a subscription of 31 January renews on 28 February and on 31 March.
 */
export function addInterval(start: number, interval: string, count: number): number {
  const date = new Date(start * 1000);
  if (interval === "day") date.setUTCDate(date.getUTCDate() + count);
  if (interval === "week") date.setUTCDate(date.getUTCDate() + 7 * count);
  if (interval === "month" || interval === "year") {
    const day = date.getUTCDate();
    date.setUTCDate(1);
    date.setUTCMonth(date.getUTCMonth() + count * (interval === "year" ? 12 : 1));
    const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
    date.setUTCDate(Math.min(day, last));
  }
  return Math.floor(date.getTime() / 1000);
}

export interface Period {
  start: number;
  end: number;
}

/** The period around `at` in the rhythm of an anchor, which may lie before or after it. */
export function periodAround(
  anchor: number,
  { interval, interval_count }: Stripe.Price.Recurring,
  at: number,
): Period {
  const turn = (index: number) => addInterval(anchor, interval, index * interval_count);
  const days: Record<string, number> = { day: 1, week: 7, month: 31, year: 366 };
  const roughDays = days[interval] ?? 1;
  let index = Math.floor((at - anchor) / (roughDays * interval_count * 86_400)) - 1;
  while (turn(index + 1) <= at) index += 1;
  while (turn(index) > at) index -= 1;
  return { start: turn(index), end: turn(index + 1) };
}

/** The part of an amount that belongs to the rest of a period. */
export function restOf(amount: number, { start, end }: Period, at: number): number {
  if (end <= start) return 0;
  return Math.round((amount * (end - Math.min(Math.max(at, start), end))) / (end - start));
}
