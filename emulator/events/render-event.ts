import type Stripe from "stripe";
import { API_VERSION } from "../context";
import type { EventRecord } from "../store/records";
import type { Store } from "../store/store";

/** How many deliveries of an event have not been answered with 2xx yet. */
export function pendingWebhooks(store: Store, event: EventRecord): number {
  return event.deliveries.filter((id) => store.get("delivery", id)?.state === "pending").length;
}

/** The event as the API answers it and as webhooks carry it. */
export function renderEvent(store: Store, event: EventRecord, apiVersion: string | null): Stripe.Event {
  const data =
    event.previous === null ? { object: event.object } : withPrevious(event.object, event.previous);
  const view = {
    id: event.id,
    object: "event",
    api_version: apiVersion ?? API_VERSION,
    created: event.created,
    data,
    livemode: false,
    pending_webhooks: pendingWebhooks(store, event),
    request: event.request ?? { id: null, idempotency_key: null },
    type: event.type,
  };
  return view as unknown as Stripe.Event;
}

function withPrevious(object: object, previous: Record<string, unknown>): object {
  return { object, previous_attributes: previous };
}
