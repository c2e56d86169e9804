import { realSeconds } from "../context";
import { deliveryState } from "../events/delivery-state";
import { APP_WEBHOOK, addDelivery, announce, listeners } from "../events/emit";
import { renderEvent } from "../events/render-event";
import { type Call, type Endpoint, endpoint } from "../http/endpoint";
import { badParam, noSuch } from "../http/errors";
import { listPage, pageParams } from "../http/list";
import { bool, list, type Read, text } from "../http/params";
import type { EventRecord } from "../store/records";

const fields = { ...pageParams, type: text, types: list(text), delivery_success: bool };
const MAX_TYPES = 20;
const KEPT_SECONDS = 30 * 86_400;

/** Stripe lists and retrieves events for 30 days; after that they are unknown, also as the place in a list. */
function isKept(event: EventRecord): boolean {
  return event.created > realSeconds() - KEPT_SECONDS;
}

function find(call: Call): EventRecord {
  const found = call.emulator.store.get("event", call.id);
  if (found === undefined || !isKept(found)) throw noSuch("event", call.id, "id", "path");
  return found;
}

function typeFilter(params: Read<typeof fields>): (type: string) => boolean {
  const { type, types } = params;
  if (type !== undefined && types !== undefined) {
    throw badParam(undefined, "types", "You may not specify both `type` and `types`.");
  }
  if (types !== undefined && types.length > MAX_TYPES) {
    throw badParam(undefined, "types", `You may specify at most ${MAX_TYPES} types.`);
  }
  // `types` are exact names; only `type` may be a wildcard.
  if (types !== undefined) return (given) => types.includes(given);
  if (type === undefined) return () => true;
  return (given) => type === given || (type.endsWith("*") && given.startsWith(type.slice(0, -1)));
}

/** Sends an event once more: to one endpoint, or to everyone who listens, the Stripe CLI included. Earlier plans go on. */
export function resend(
  call: Pick<Call, "emulator" | "request">,
  event: EventRecord,
  endpoint?: string,
): EventRecord {
  const targets = endpoint === undefined ? listeners(call, event.type) : [endpoint];
  if (endpoint === undefined) announce(call, event.id);
  const added = targets.map((target) => addDelivery(call, event.id, target));
  return call.emulator.store.put("event", event.id, {
    ...event,
    deliveries: [...event.deliveries, ...added],
  });
}

function retry(call: Call, endpoint: string | undefined): object {
  const { store } = call.emulator;
  const known = endpoint === undefined || endpoint === APP_WEBHOOK || store.get("webhook_endpoint", endpoint);
  if (!known) throw noSuch("webhook endpoint", endpoint ?? "", "webhook_endpoint", "body");
  return renderEvent(store, resend(call, find(call), endpoint), null);
}

export const eventEndpoints: Endpoint[] = [
  endpoint("GET", "/v1/events", {
    params: fields,
    run(call, params) {
      const { store } = call.emulator;
      const ofType = typeFilter(params);
      const delivered = params.delivery_success;
      const wanted = (event: EventRecord) =>
        isKept(event) &&
        ofType(event.type) &&
        (delivered === undefined || (deliveryState(store, event) === "delivered") === delivered);
      const page = listPage(store, "event", "/v1/events", params, wanted);
      return { ...page, data: page.data.map((event) => renderEvent(store, event, null)) };
    },
  }),
  endpoint("GET", "/v1/events/:id", { run: (call) => renderEvent(call.emulator.store, find(call), null) }),
  endpoint("POST", "/v1/events/:id/retry", {
    params: { webhook_endpoint: text, account: text, for_stripecli: bool },
    run(call, params) {
      if (params.for_stripecli !== true) return retry(call, params.webhook_endpoint);
      const event = find(call);
      announce(call, event.id);
      return renderEvent(call.emulator.store, event, null);
    },
  }),
];
