import type Stripe from "stripe";
import { nowSeconds } from "../context";
import { type Endpoint, endpoint } from "../http/endpoint";
import { missing, noSuch } from "../http/errors";
import { opaque } from "../http/fields";
import { text } from "../http/params";
import { randomText } from "../store/ids";

const LIFE_SECONDS = 30 * 60;

/** Lets a page show a customer's saved cards; the secret is the only name a session has. */
export const customerSessionEndpoints: Endpoint[] = [
  endpoint("POST", "/v1/customer_sessions", {
    params: { components: opaque, customer: text, customer_account: text },
    run(call, params): Stripe.CustomerSession {
      const { store } = call.emulator;
      if (params.customer === undefined) throw missing("customer");
      if (store.get("customer", params.customer) === undefined) {
        throw noSuch("customer", params.customer, "customer", "body");
      }
      const secret = `cuss_secret_${randomText(32)}`;
      const created = nowSeconds();
      return store.put("customer_session", secret, {
        object: "customer_session",
        client_secret: secret,
        created,
        customer: params.customer,
        customer_account: null,
        expires_at: created + LIFE_SECONDS,
        livemode: false,
      });
    },
  }),
];
