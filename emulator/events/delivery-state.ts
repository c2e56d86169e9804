import type { Delivery, EventRecord } from "../store/records";
import type { Store } from "../store/store";

/** The deliveries of an event, oldest first. */
export function deliveriesOf(store: Store, event: EventRecord): Delivery[] {
  return event.deliveries.flatMap((id) => store.get("delivery", id) ?? []);
}

/**
 * How an event stands with those who listen: an endpoint counts as reached when any of its deliveries was. An event
 * nobody listens to is delivered.
 */
export function deliveryState(store: Store, event: EventRecord): "delivered" | "pending" | "failed" {
  const rows = deliveriesOf(store, event);
  const reached = new Set(rows.filter((row) => row.state === "succeeded").map((row) => row.endpoint));
  const open = rows.filter((row) => !reached.has(row.endpoint));
  if (open.length === 0) return "delivered";
  return open.some((row) => row.state === "pending") ? "pending" : "failed";
}
