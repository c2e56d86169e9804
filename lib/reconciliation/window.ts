import type { PendingQuery, Row } from "postgres";
import type { Sql, Tx } from "@/db/client";
import { nowMs } from "@/lib/platform/clock";
import type { Run } from "./run";

const MINUTE_MS = 60_000;
/** What bears a date further ahead than clocks differ is not young: it lives by a test clock of Stripe. */
const CLOCKS_DIFFER_MS = 5 * MINUTE_MS;

/** A run that began later than this was begun by a clock that was wrong, and says nothing. */
export function clocksAgreeUntil(): Date {
  return new Date(nowMs() + CLOCKS_DIFFER_MS);
}

type Window = Pick<Run, "since" | "until" | "startedAt">;

/** Money of the last minutes is left out: what tells of it may still be on its way. */
export function isYoung({ until, startedAt }: Window, at: Date): boolean {
  return until < startedAt && at > until && at.getTime() <= startedAt.getTime() + CLOCKS_DIFFER_MS;
}

/** Whether money that came at this moment belongs to what is compared. */
export function isInWindow(window: Window, at: Date): boolean {
  return (window.since === null || at >= window.since) && !isYoung(window, at);
}

/** The same as a condition on a column. */
export function inWindow(
  query: Sql | Tx,
  { since, until, startedAt }: Window,
  column: string,
): PendingQuery<Row[]> {
  const at = query(column);
  const ahead = new Date(startedAt.getTime() + CLOCKS_DIFFER_MS);
  const fromOn = since ? query`${at} >= ${since}` : query`true`;
  return until < startedAt
    ? query`(${fromOn} and (${at} <= ${until} or ${at} > ${ahead}))`
    : query`(${fromOn})`;
}
