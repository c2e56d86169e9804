import type Stripe from "stripe";
import { nowSeconds } from "../context";
import { type Call, type Endpoint, endpoint } from "../http/endpoint";
import { badParam, missing, noSuch, refused } from "../http/errors";
import { mergeMetadata, metadata } from "../http/fields";
import { listPage, pageParams } from "../http/list";
import { bool, clearable, list, type Read, text } from "../http/params";
import { checkVersion } from "../http/version";
import { newId, randomText } from "../store/ids";

const MAX_ENDPOINTS = 16;
const updateFields = {
  description: clearable,
  disabled: bool,
  enabled_events: list(text),
  metadata,
  url: text,
};
const createFields = { ...updateFields, api_version: text, connect: bool };

/** An endpoint without its secret: the secret is told once, when it is made. */
function shown(row: Stripe.WebhookEndpoint): Stripe.WebhookEndpoint {
  const { secret: _secret, ...rest } = row;
  return rest;
}

function find(call: Call): Stripe.WebhookEndpoint {
  const found = call.emulator.store.get("webhook_endpoint", call.id);
  if (found === undefined) throw noSuch("webhook endpoint", call.id, "id", "path");
  return found;
}

function checkUrl(url: string): string {
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return url;
  throw badParam(
    "url_invalid",
    "url",
    `Invalid URL: An explicit scheme (such as https) must be provided. ${url}`,
  );
}

function checkEvents(types: readonly string[]): string[] {
  if (types.length === 0) throw missing("enabled_events");
  const wrong = types.find((type) => type !== "*" && !/^[a-z0-9_]+(\.[a-z0-9_]+)+$/.test(type));
  if (wrong !== undefined) {
    throw badParam(undefined, "enabled_events", `Invalid enabled_events: ${wrong} is not an event type.`);
  }
  return [...types];
}

function create(call: Call, params: Read<typeof createFields>): Stripe.WebhookEndpoint {
  const { store } = call.emulator;
  if (params.url === undefined) throw missing("url");
  const url = checkUrl(params.url);
  const enabled_events = checkEvents(params.enabled_events ?? []);
  if (params.api_version !== undefined) checkVersion(params.api_version);
  if (store.count("webhook_endpoint") >= MAX_ENDPOINTS) {
    throw refused(`You have reached the maximum of ${MAX_ENDPOINTS} test webhook endpoints.`);
  }
  const id = newId("we");
  return store.put("webhook_endpoint", id, {
    id,
    object: "webhook_endpoint",
    api_version: params.api_version ?? null,
    application: null,
    created: nowSeconds(),
    description: params.description ?? null,
    enabled_events,
    livemode: false,
    metadata: mergeMetadata(null, params.metadata),
    secret: `whsec_${randomText(32)}`,
    status: "enabled",
    url,
  });
}

function update(call: Call, params: Read<typeof updateFields>): Stripe.WebhookEndpoint {
  const before = find(call);
  const after = call.emulator.store.put("webhook_endpoint", before.id, {
    ...before,
    ...(params.url === undefined ? {} : { url: checkUrl(params.url) }),
    ...(params.description === undefined ? {} : { description: params.description }),
    ...(params.enabled_events === undefined ? {} : { enabled_events: checkEvents(params.enabled_events) }),
    ...(params.disabled === undefined ? {} : { status: params.disabled ? "disabled" : "enabled" }),
    metadata: mergeMetadata(before.metadata, params.metadata),
  });
  return shown(after);
}

export const webhookEndpointEndpoints: Endpoint[] = [
  endpoint("POST", "/v1/webhook_endpoints", { params: createFields, run: create }),
  endpoint("GET", "/v1/webhook_endpoints", {
    params: pageParams,
    run(call, params) {
      const page = listPage(call.emulator.store, "webhook_endpoint", "/v1/webhook_endpoints", params);
      return { ...page, data: page.data.map(shown) };
    },
  }),
  endpoint("GET", "/v1/webhook_endpoints/:id", { run: (call) => shown(find(call)) }),
  endpoint("POST", "/v1/webhook_endpoints/:id", { params: updateFields, run: update }),
  endpoint("DELETE", "/v1/webhook_endpoints/:id", {
    run(call) {
      const { id } = find(call);
      call.emulator.store.delete("webhook_endpoint", id);
      return { id, object: "webhook_endpoint", deleted: true };
    },
  }),
];
