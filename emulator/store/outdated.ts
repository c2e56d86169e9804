import type { Change } from "./journal";
import type { Delivery, EventRecord, SavedAnswer } from "./records";

const DAY_MS = 86_400_000;

/** What Stripe forgets too: idempotency keys after a day, events and their deliveries after 30. */
export function isOutdated([table, , value]: Change): boolean {
  if (value === null) return false;
  const now = Date.now();
  if (table === "saved_answer") return (value as SavedAnswer).at < now - DAY_MS;
  if (table === "event") return (value as EventRecord).created * 1000 < now - 30 * DAY_MS;
  if (table !== "delivery") return false;
  const last = (value as Delivery).tries.at(-1);
  return last !== undefined && last.at < now - 30 * DAY_MS;
}
