/**
 * The same moment so many calendar months later, in UTC. Where that month is too short, its last day: a pack of
 * 31 January that is good for a month ends on 28 or 29 February, not in March.
 */
export function addMonths(from: Date, months: number): Date {
  const lastDay = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months + 1, 0)).getUTCDate();
  const later = new Date(from);
  later.setUTCDate(1);
  later.setUTCMonth(from.getUTCMonth() + months);
  later.setUTCDate(Math.min(from.getUTCDate(), lastDay));
  return later;
}
