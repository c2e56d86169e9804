import type { CliSession } from "../cli/session";
import { API_VERSION } from "../context";
import { type Call, type Endpoint, endpoint } from "../http/endpoint";
import { missing, refused } from "../http/errors";
import { clearable, list, type Read, text } from "../http/params";
import { randomText } from "../store/ids";
import { ACCOUNT_ID } from "./account";

const fields = {
  device_name: text,
  websocket_features: list(text),
  forward_to_url: clearable,
  forward_connect_to_url: clearable,
  forward_thin_to_url: clearable,
  forward_thin_connect_to_url: clearable,
};

function open(call: Call, params: Read<typeof fields>): CliSession {
  if (params.device_name === undefined) throw missing("device_name");
  if (params.websocket_features?.includes("webhooks") !== true) {
    throw refused(
      "This emulator tells the CLI of events only: stripe listen works, stripe logs tail does not.",
    );
  }
  return call.emulator.cli.open(params.device_name, params.forward_to_url ?? null);
}

/** How `stripe listen` begins: a session, its signing secret and the address of its WebSocket. Not in Stripe's reference. */
export const stripeCliSessionEndpoints: Endpoint[] = [
  endpoint("POST", "/v1/stripecli/sessions", {
    params: fields,
    run(call, params) {
      const session = open(call, params);
      const { settings } = call.emulator;
      return {
        default_version: API_VERSION,
        device_token: `devtok_${randomText(24)}`,
        display_connect_filter_warning: false,
        latest_version: API_VERSION,
        reconnect_delay: settings.cliReconnectSeconds,
        secret: session.secret,
        websocket_authorized_feature: "webhooks",
        websocket_id: session.record.id,
        websocket_url: `${settings.baseUrl.replace(/^http/, "ws")}/subscribe/${ACCOUNT_ID}`,
      };
    },
  }),
];
