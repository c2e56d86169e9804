import { realSeconds } from "../context";
import type { Cause } from "../http/endpoint";
import { newId } from "../store/ids";
import type { Delivery, EventRecord } from "../store/records";

interface Snapshot {
  /** Missing only in a preview, such as that of `invoice.upcoming`. */
  id?: string;
  object: string;
}

/** The name under which the app's own webhook appears among the deliveries. */
export const APP_WEBHOOK = "app_webhook";

/**
 * Writes an event with the change it tells of, in the same transaction, and one delivery for each endpoint that
 * wants it. `object` is kept as it is now: values in the store are never changed in place.
 */
export function emit(
  cause: Cause,
  type: string,
  object: Snapshot,
  previous: Record<string, unknown> | null = null,
): EventRecord {
  const { store } = cause.emulator;
  const id = newId("evt");
  const deliveries = listeners(cause, type).map((endpoint) => addDelivery(cause, id, endpoint));
  announce(cause, id);
  const { request } = cause;
  return store.put("event", id, { id, type, created: realSeconds(), object, previous, request, deliveries });
}

/** Tells those who listen with the Stripe CLI, as soon as the event is on disk. */
export function announce({ emulator }: Pick<Cause, "emulator">, event: string): void {
  if (emulator.cli.listening) emulator.store.afterCommit(() => emulator.cli.announce(event));
}

/** The endpoints that want events of this type. */
export function listeners(cause: Pick<Cause, "emulator">, type: string): string[] {
  const { store, settings } = cause.emulator;
  const result = settings.webhook === null ? [] : [APP_WEBHOOK];
  if (store.count("webhook_endpoint") === 0) return result;
  for (const endpoint of store.newest("webhook_endpoint")) {
    const wanted = endpoint.enabled_events.includes("*") || endpoint.enabled_events.includes(type);
    if (endpoint.status === "enabled" && wanted) result.push(endpoint.id);
  }
  return result;
}

/** Writes one delivery that starts as soon as the transaction is on disk. */
export function addDelivery(cause: Cause, event: string, endpoint: string): string {
  const { store } = cause.emulator;
  const id = newId("dlv");
  const delivery: Delivery = { id, event, endpoint, state: "pending", nextAt: Date.now(), tries: [] };
  store.put("delivery", id, delivery);
  store.afterCommit(() => cause.emulator.deliver(id));
  return id;
}

/** The old values of what an update changed: what `previous_attributes` holds. */
export function changedFrom<T extends object>(before: T, after: T): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(before)) {
    const now = (after as Record<string, unknown>)[key];
    if (now !== value && JSON.stringify(now) !== JSON.stringify(value)) result[key] = value;
  }
  return result;
}
