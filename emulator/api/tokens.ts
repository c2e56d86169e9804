import type Stripe from "stripe";
import { nowSeconds } from "../context";
import { type Call, type Endpoint, endpoint } from "../http/endpoint";
import { missing, noSuch } from "../http/errors";
import { opaque } from "../http/fields";
import { clearable, hash, type Read, text } from "../http/params";
import { buildMethod } from "../payments/methods";
import { cardFields } from "../payments/typed-card";
import { newId } from "../store/ids";

const address = {
  name: clearable,
  address_line1: clearable,
  address_line2: clearable,
  address_city: clearable,
  address_state: clearable,
  address_zip: clearable,
  address_country: clearable,
  currency: text,
};
const fields = {
  card: hash({ ...cardFields, ...address }),
  cvc_update: hash({ cvc: text }),
  pii: opaque,
  customer: text,
};

function create(call: Call, params: Read<typeof fields>): Stripe.Token {
  const { store } = call.emulator;
  const shared = {
    object: "token",
    client_ip: "127.0.0.1",
    created: nowSeconds(),
    livemode: false,
    used: false,
  } as const;
  if (params.cvc_update !== undefined) {
    const id = newId("cvctok");
    return store.put("token", id, { ...shared, id, type: "cvc_update" });
  }
  if (params.card === undefined) throw missing("card");
  const { number, exp_month, exp_year, cvc, name, ...rest } = params.card;
  const typed = { ...(number && { number }), ...(exp_month && { exp_month }), ...(exp_year && { exp_year }) };
  const billed = {
    name: name ?? null,
    address: { line1: rest.address_line1 ?? null, postal_code: rest.address_zip ?? null },
  };
  const made = buildMethod(call, {
    type: "card",
    card: { ...typed, ...(cvc && { cvc }) },
    billing_details: billed,
  });
  const id = newId("tok");
  if (made.secret !== null) store.put("card_secret", id, made.secret);
  const card = {
    id: newId("card"),
    object: "card",
    ...made.method.card,
    name: name ?? null,
  } as unknown as Stripe.Card;
  return store.put("token", id, { ...shared, id, type: "card", card });
}

export const tokenEndpoints: Endpoint[] = [
  endpoint("POST", "/v1/tokens", { browser: true, params: fields, run: create }),
  endpoint("GET", "/v1/tokens/:id", {
    browser: true,
    run(call) {
      const found = call.emulator.store.get("token", call.id);
      if (found === undefined) throw noSuch("token", call.id, "id", "path");
      return found;
    },
  }),
];
