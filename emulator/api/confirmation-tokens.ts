import type Stripe from "stripe";
import { nowSeconds } from "../context";
import { type Call, type Endpoint, endpoint } from "../http/endpoint";
import { noSuch } from "../http/errors";
import { futureUsage, opaque, shippingFields, toAddress } from "../http/fields";
import { bool, either, hash, integer, list, oneOf, type Read, text } from "../http/params";
import { buildMagic, buildMethod, type Instrument, methodFields } from "../payments/methods";
import { findMethod } from "../payments/resolve";
import { newId } from "../store/ids";

const LIFE_SECONDS = 12 * 3600;

/** What the page had shown when the token was made: the later intent has to be the same. */
const contextFields = {
  mode: oneOf("payment", "setup", "subscription"),
  amount: integer,
  currency: text,
  setup_future_usage: futureUsage,
  capture_method: text,
  payment_method_types: list(text),
  payment_method_options: opaque,
  customer: text,
};

const fields = {
  client_context: hash(contextFields),
  mandate_data: opaque,
  payment_method: text,
  payment_method_data: hash(methodFields),
  payment_method_options: opaque,
  return_url: text,
  setup_future_usage: futureUsage,
  shipping: either(hash(shippingFields)),
  use_stripe_sdk: bool,
};
type Params = Read<typeof fields>;

function create(call: Call, params: Params): Stripe.ConfirmationToken {
  const { store } = call.emulator;
  const { method, secret, existing } = instrumentOf(call, params);
  const id = newId("ctoken");
  const context = params.client_context ?? {};
  if (secret !== null) store.put("card_secret", id, secret);
  store.put("token_note", id, {
    id,
    paymentMethod: method,
    existing,
    used: false,
    expected: {
      ...(context.mode === "payment" && context.amount !== undefined ? { amount: context.amount } : {}),
      ...(context.currency === undefined ? {} : { currency: context.currency.toLowerCase() }),
    },
  });
  return store.put("confirmation_token", id, view(call, id, method, params));
}

function instrumentOf(call: Call, params: Params): Instrument & { existing: boolean } {
  if (params.payment_method === undefined) {
    return { ...buildMethod(call, params.payment_method_data ?? {}, "payment_method_data"), existing: false };
  }
  const magic = buildMagic(params.payment_method);
  if (magic !== null) return { ...magic, existing: false };
  return { method: findMethod(call, params.payment_method), secret: null, existing: true };
}

function view(
  call: Call,
  id: string,
  method: Stripe.PaymentMethod,
  params: Params,
): Stripe.ConfirmationToken {
  const {
    id: _id,
    object: _object,
    created: _created,
    livemode: _livemode,
    metadata: _meta,
    radar_options: _radar,
    ...preview
  } = method;
  const created = nowSeconds();
  const usage = params.setup_future_usage ?? params.client_context?.setup_future_usage ?? null;
  const { shipping } = params;
  return {
    id,
    object: "confirmation_token",
    created,
    expires_at: created + LIFE_SECONDS,
    livemode: false,
    mandate_data: null,
    metadata: null,
    payment_intent: null,
    payment_method_options: null,
    payment_method_preview: preview as Stripe.ConfirmationToken.PaymentMethodPreview,
    return_url: params.return_url ?? null,
    setup_future_usage: usage === "none" ? null : usage,
    setup_intent: null,
    shipping: shipping
      ? { address: toAddress(shipping.address), name: shipping.name ?? "", phone: shipping.phone ?? null }
      : null,
    use_stripe_sdk: params.use_stripe_sdk ?? call.caller.kind === "publishable",
  };
}

const { use_stripe_sdk: _sdk, client_context: _context, mandate_data: _mandate, ...helperFields } = fields;

export const confirmationTokenEndpoints: Endpoint[] = [
  endpoint("POST", "/v1/confirmation_tokens", { browser: true, params: fields, run: create }),
  endpoint("POST", "/v1/test_helpers/confirmation_tokens", { params: helperFields, run: create }),
  endpoint("GET", "/v1/confirmation_tokens/:id", {
    browser: true,
    run(call) {
      const found = call.emulator.store.get("confirmation_token", call.id);
      if (found === undefined) throw noSuch("confirmation_token", call.id, "id", "path");
      return found;
    },
  }),
];
