import type Stripe from "stripe";
import { nowSeconds } from "../context";
import { type Endpoint, endpoint } from "../http/endpoint";
import { missing, noSuch } from "../http/errors";
import { opaque } from "../http/fields";
import type { FormTree } from "../http/form";
import { text } from "../http/params";
import { randomText } from "../store/ids";

const LIFE_SECONDS = 30 * 60;

const OFF = {
  payment_method_allow_redisplay_filters: ["always"],
  payment_method_redisplay: "disabled",
  payment_method_redisplay_limit: 3,
  payment_method_remove: "disabled",
  payment_method_save: "disabled",
  payment_method_save_usage: null,
};

/** What the session lets the Payment Element do: nothing that was not asked for. */
function componentsOf(given: FormTree | null | undefined): Stripe.CustomerSession.Components {
  const element = given?.payment_element;
  const asked = typeof element === "object" ? element : undefined;
  const wanted = typeof asked?.features === "object" ? asked.features : {};
  const filters = wanted.payment_method_allow_redisplay_filters;
  const features = {
    ...OFF,
    ...wanted,
    payment_method_allow_redisplay_filters:
      typeof filters === "object" ? Object.values(filters) : OFF.payment_method_allow_redisplay_filters,
    payment_method_redisplay_limit: Number(
      wanted.payment_method_redisplay_limit ?? OFF.payment_method_redisplay_limit,
    ),
  };
  const enabled = asked?.enabled === "true";
  const view = {
    buy_button: { enabled: false },
    payment_element: { enabled, features: enabled ? features : null },
  };
  return { ...view, pricing_table: { enabled: false } } as unknown as Stripe.CustomerSession.Components;
}

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
        components: componentsOf(params.components),
        created,
        customer: params.customer,
        customer_account: null,
        expires_at: created + LIFE_SECONDS,
        livemode: false,
      });
    },
  }),
];
