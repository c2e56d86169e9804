import type Stripe from "stripe";
import type { Call } from "../http/endpoint";
import { badParam, noSuch } from "../http/errors";
import { futureUsage, mergeMetadata, metadata, opaque, shippingFields, toAddress } from "../http/fields";
import {
  bool,
  boolOrText,
  clearable,
  either,
  hash,
  integer,
  list,
  oneOf,
  type Read,
  text,
} from "../http/params";
import { typesNoLongerSupported } from "../http/version";
import { checkAmount, checkCurrency, methodsFor } from "./currencies";
import { methodFields } from "./methods";

/** Parameters that create and confirm have in common. */
export const confirmFields = {
  allowed_payment_method_types: list(text),
  amount_details: opaque,
  capture_method: oneOf("automatic", "automatic_async", "manual"),
  confirmation_token: text,
  error_on_requires_action: bool,
  excluded_payment_method_types: list(text),
  hooks: opaque,
  mandate: text,
  mandate_data: opaque,
  off_session: boolOrText,
  payment_details: opaque,
  payment_method: text,
  payment_method_data: hash(methodFields),
  payment_method_options: opaque,
  payment_method_types: list(text),
  radar_options: opaque,
  receipt_email: clearable,
  return_url: text,
  setup_future_usage: futureUsage,
  shipping: either(hash(shippingFields)),
  use_stripe_sdk: bool,
};

/** Parameters that create and update have in common. */
export const describeFields = {
  allowed_payment_method_types: list(text),
  amount: integer,
  amount_details: opaque,
  application_fee_amount: integer,
  capture_method: oneOf("automatic", "automatic_async", "manual"),
  currency: text,
  customer: text,
  customer_account: text,
  description: clearable,
  excluded_payment_method_types: list(text),
  hooks: opaque,
  metadata,
  payment_details: opaque,
  payment_method: text,
  payment_method_configuration: text,
  payment_method_data: hash(methodFields),
  payment_method_options: opaque,
  payment_method_types: list(text),
  receipt_email: clearable,
  setup_future_usage: futureUsage,
  shipping: either(hash(shippingFields)),
  statement_descriptor: clearable,
  statement_descriptor_suffix: clearable,
  transfer_data: opaque,
  transfer_group: text,
};

export const createFields = {
  ...describeFields,
  ...confirmFields,
  automatic_payment_methods: hash({ enabled: bool, allow_redirects: oneOf("always", "never") }),
  confirm: bool,
  confirmation_method: oneOf("automatic", "manual"),
  on_behalf_of: text,
};

type Described = Read<typeof describeFields>;

/** The changes that create and update make alike. Refuses what does not exist or may not be sent. */
export function describedBy(
  call: Call,
  intent: Stripe.PaymentIntent,
  given: Described,
): Partial<Stripe.PaymentIntent> {
  if (given.payment_method_types !== undefined && !call.olderRules) throw typesNoLongerSupported();
  if (given.customer !== undefined) requireCustomer(call, given.customer);
  const currency = given.currency === undefined ? intent.currency : checkCurrency(given.currency);
  const changes = { ...given, currency, amount: checkAmount(given.amount ?? intent.amount, currency) };
  return {
    ...pick(changes, ["amount", "currency", "customer", "description", "receipt_email", "transfer_group"]),
    ...pick(changes, ["capture_method", "statement_descriptor_suffix", "application_fee_amount"]),
    ...usageOf(given),
    ...optionsOf(intent, given),
    ...typesOf(intent, given, currency),
    ...(given.shipping === undefined ? {} : { shipping: shippingView(given.shipping) }),
    metadata: mergeMetadata(intent.metadata, given.metadata),
  };
}

function requireCustomer(call: Call, id: string): void {
  if (call.emulator.store.get("customer", id) === undefined) throw noSuch("customer", id, "customer", "body");
}

function pick<T extends object, K extends keyof T>(from: T, names: readonly K[]): Pick<T, K> {
  const present = names.filter((name) => from[name] !== undefined).map((name) => [name, from[name]]);
  return Object.fromEntries(present) as Pick<T, K>;
}

function usageOf({ setup_future_usage: usage }: Described): Partial<Stripe.PaymentIntent> {
  return usage === undefined ? {} : { setup_future_usage: usage === "none" ? null : usage };
}

function optionsOf(intent: Stripe.PaymentIntent, given: Described): Partial<Stripe.PaymentIntent> {
  const wanted = given.payment_method_options?.card;
  if (typeof wanted !== "object") return {};
  const request = wanted.request_three_d_secure;
  if (request === undefined) return {};
  if (request !== "automatic" && request !== "any" && request !== "challenge") {
    const param = "payment_method_options[card][request_three_d_secure]";
    throw badParam(undefined, param, `Invalid ${param}: must be one of automatic, any, or challenge`);
  }
  const old = intent.payment_method_options;
  const card = {
    installments: null,
    mandate_options: null,
    network: null,
    ...old?.card,
    request_three_d_secure: request,
  };
  return { payment_method_options: { ...old, card } };
}

function typesOf(
  intent: Stripe.PaymentIntent,
  given: Described,
  currency: string,
): Partial<Stripe.PaymentIntent> {
  if (given.payment_method_types !== undefined) return { payment_method_types: given.payment_method_types };
  const offered = methodsFor(currency);
  const allowed = given.allowed_payment_method_types ?? intent.allowed_payment_method_types;
  const excluded = given.excluded_payment_method_types ?? intent.excluded_payment_method_types ?? [];
  const types = offered.filter((type) => (allowed ?? offered).includes(type) && !excluded.includes(type));
  const keep = intent.automatic_payment_methods === null && intent.payment_method_types.length > 0;
  return {
    ...(keep && allowed === null ? {} : { payment_method_types: types }),
    allowed_payment_method_types: allowed,
    excluded_payment_method_types:
      given.excluded_payment_method_types ?? intent.excluded_payment_method_types,
  };
}

export function shippingView(
  given: Read<typeof shippingFields> | null,
): Stripe.PaymentIntent.Shipping | null {
  if (given === null) return null;
  return {
    address: toAddress(given.address),
    carrier: given.carrier ?? null,
    name: given.name ?? "",
    phone: given.phone ?? null,
    tracking_number: given.tracking_number ?? null,
  };
}
