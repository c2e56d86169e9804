import { addMonths } from "@/lib/platform/add-months";

export type Period = { start: Date; end: Date };

/**
 * When the period ends that comes so many months after this one, each period `every` months long. Stripe counts from
 * the day on which the rhythm began, and a short month hides that day: the period from 31 January ends on 28 February
 * and the next one on 31 March. A whole period has the day at its start or at its end. Of a part of one, such as the
 * rest that an upgrade pays for, only the end is known, and the answer may be up to three days early.
 */
export function endOfLaterPeriod({ start, end }: Period, every: number, months: number): Date {
  const isFromStart = addMonths(start, every).getTime() === end.getTime();
  return isFromStart ? addMonths(start, every + months) : addMonths(end, months);
}
