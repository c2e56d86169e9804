import { createHash } from "node:crypto";
import type Stripe from "stripe";
import type { TestCard } from "../cards/card";
import { findCard, findMagicCard, passesLuhn } from "../cards/find-card";
import { nowSeconds } from "../context";
import type { Call } from "../http/endpoint";
import { ApiError, missing, noSuch } from "../http/errors";
import {
  type addressFields,
  billingFields,
  mergeMetadata,
  metadata,
  opaque,
  toAddress,
} from "../http/fields";
import { either, hash, integer, oneOf, type Read, text } from "../http/params";
import { newId } from "../store/ids";
import type { CardSecret } from "../store/tables";

const cardFields = {
  number: text,
  exp_month: integer,
  exp_year: integer,
  cvc: text,
  token: text,
  networks: opaque,
};

/** What describes a payment method, in `payment_methods.create` and in `payment_method_data`. */
export const methodFields = {
  type: oneOf("card", "alipay"),
  card: either(hash(cardFields)),
  alipay: opaque,
  billing_details: hash(billingFields),
  allow_redisplay: oneOf("always", "limited", "unspecified"),
  metadata,
  radar_options: opaque,
};
export type MethodParams = Read<typeof methodFields>;

/** A payment method and what it hides. Not written yet. */
export interface Instrument {
  method: Stripe.PaymentMethod;
  /** Null for what is not a card. */
  secret: CardSecret | null;
}

/** Makes a payment method from its description, checking the card as Stripe does. */
export function buildMethod(call: Call, given: MethodParams, at = ""): Instrument {
  const type = given.type ?? (given.card ? "card" : undefined);
  if (type === undefined) throw missing(at === "" ? "type" : `${at}[type]`);
  const shared = {
    id: newId("pm"),
    object: "payment_method" as const,
    allow_redisplay: given.allow_redisplay ?? "unspecified",
    billing_details: billing(given),
    created: nowSeconds(),
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: mergeMetadata(null, given.metadata),
  };
  if (type === "alipay") return { method: { ...shared, alipay: {}, type }, secret: null };
  const typed = readCard(call, given, at);
  const secret = secretOf(typed.card, typed.cvcGiven, given);
  return { method: { ...shared, card: cardView(typed, secret), type }, secret };
}

/** The payment method behind a magic id such as `pm_card_visa`: a new one each time, as Stripe makes it. */
export function buildMagic(id: string): Instrument | null {
  const card = findMagicCard(id);
  if (card === undefined || !id.startsWith("pm_card_")) return null;
  const typed: TypedCard = { card, cvcGiven: false, expMonth: 8, expYear: new Date().getFullYear() + 1 };
  const secret = secretOf(card, card.checks?.cvc !== undefined, {});
  const view: Stripe.PaymentMethod = {
    id: newId("pm"),
    object: "payment_method",
    allow_redisplay: "unspecified",
    billing_details: billing({}),
    card: cardView(typed, secret),
    created: nowSeconds(),
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    type: "card",
  };
  return { method: view, secret };
}

export function billing(given: MethodParams): Stripe.PaymentMethod.BillingDetails {
  const details: Read<typeof billingFields> = given.billing_details ?? {};
  return {
    address: toAddress(details.address as Read<typeof addressFields> | undefined),
    email: details.email ?? null,
    name: details.name ?? null,
    phone: details.phone ?? null,
    tax_id: details.tax_id ?? null,
  };
}

interface TypedCard {
  card: TestCard;
  cvcGiven: boolean;
  expMonth: number;
  expYear: number;
}

function readCard(call: Call, given: MethodParams, at: string): TypedCard {
  const name = (field: string) => (at === "" ? `card[${field}]` : `${at}[card][${field}]`);
  const typed = given.card;
  if (!typed) throw missing(at === "" ? "card" : `${at}[card]`);
  if (typed.token !== undefined) return cardOfToken(call, typed.token, name("token"));
  if (typed.number === undefined) throw missing(name("number"));
  if (call.caller.kind === "secret") throw rawNumber();
  return checkTypedCard(typed, name);
}

/** Checks number, expiry and CVC, and finds the test card behind the number. */
export function checkTypedCard(typed: Read<typeof cardFields>, name: (field: string) => string): TypedCard {
  const number = (typed.number ?? "").replaceAll(/[ -]/g, "");
  if (!passesLuhn(number)) {
    throw badCard("incorrect_number", name("number"), "Your card number is incorrect.");
  }
  const { exp_month: month, exp_year: year, cvc } = typed;
  if (month === undefined || month < 1 || month > 12) {
    throw badCard("invalid_expiry_month", name("exp_month"), "Your card's expiration month is invalid.");
  }
  const fullYear = year !== undefined && year < 100 ? year + 2000 : (year ?? 0);
  const today = new Date();
  const expired = fullYear * 12 + month - 1 < today.getFullYear() * 12 + today.getMonth();
  if (expired || fullYear > today.getFullYear() + 50) {
    throw badCard("invalid_expiry_year", name("exp_year"), "Your card's expiration year is invalid.");
  }
  if (cvc !== undefined && !/^\d{3,4}$/.test(cvc)) {
    throw badCard("invalid_cvc", name("cvc"), "Your card's security code is invalid.");
  }
  const card = findCard(number);
  if (card === undefined) throw realCard();
  return { card, cvcGiven: cvc !== undefined, expMonth: month, expYear: fullYear };
}

function cardOfToken(call: Call, token: string, param: string): TypedCard {
  const expYear = new Date().getFullYear() + 1;
  const magic = token.startsWith("tok_") ? findMagicCard(token) : undefined;
  if (magic !== undefined) return { card: magic, cvcGiven: false, expMonth: 8, expYear };
  const made = call.emulator.store.get("token", token);
  const secret = call.emulator.store.get("card_secret", token);
  const card = secret === undefined ? undefined : findCard(secret.card);
  if (made === undefined || secret === undefined || card === undefined)
    throw noSuch("token", token, param, "body");
  if (made.used) {
    throw new ApiError(400, {
      type: "invalid_request_error",
      code: "token_already_used",
      message: `You cannot use a Stripe token more than once: ${token}.`,
    });
  }
  call.emulator.store.put("token", token, { ...made, used: true });
  const { exp_month: expMonth, exp_year } = made.card ?? { exp_month: 8, exp_year: expYear };
  return { card, cvcGiven: secret.cvcGiven, expMonth, expYear: exp_year };
}

function secretOf(card: TestCard, cvcGiven: boolean, given: MethodParams): CardSecret {
  const address = given.billing_details?.address;
  return {
    card: card.number,
    cvcGiven,
    postalGiven: Boolean(address?.postal_code),
    line1Given: Boolean(address?.line1),
    setUp: card.threeDSecure === "on_session_only",
    spent: false,
  };
}

function cardView(typed: TypedCard, secret: CardSecret): Stripe.PaymentMethod.Card {
  const { card } = typed;
  const available = card.networks ?? [card.brand];
  const unchecked = (given: boolean) => (given ? "unchecked" : null);
  return {
    brand: card.brand,
    checks: {
      address_line1_check: unchecked(secret.line1Given),
      address_postal_code_check: unchecked(secret.postalGiven),
      cvc_check: unchecked(secret.cvcGiven),
    },
    country: card.country,
    display_brand: available[0] === "cartes_bancaires" ? "cartes_bancaires" : card.brand,
    exp_month: typed.expMonth,
    exp_year: typed.expYear,
    fingerprint: fingerprintOf(card.number),
    funding: card.funding,
    generated_from: null,
    last4: card.number.slice(-4),
    networks: { available: [...available], preferred: null },
    regulated_status: "unregulated",
    three_d_secure_usage: { supported: card.threeDSecure !== "not_supported" },
    wallet: null,
  };
}

/** The same for each use of one number, and not to be turned back into it. */
function fingerprintOf(number: string): string {
  return createHash("sha256")
    .update(`fingerprint ${number}`)
    .digest("base64")
    .replaceAll(/[^A-Za-z0-9]/g, "")
    .slice(0, 16);
}

function badCard(code: string, param: string, message: string): ApiError {
  return new ApiError(
    402,
    { type: "card_error", code, param: param.replace(/^.*\[(\w+)\]$/, "$1"), message },
    { saved: true },
  );
}

function realCard(): ApiError {
  return new ApiError(
    402,
    {
      type: "card_error",
      code: "card_declined",
      decline_code: "test_mode_live_card",
      message:
        "Your card was declined. Your request was in test mode, but used a non test (live) card. For a list of valid test cards, visit: https://stripe.com/docs/testing.",
    },
    { saved: true },
  );
}

function rawNumber(): ApiError {
  return new ApiError(402, {
    type: "card_error",
    message:
      "Sending credit card numbers directly to the Stripe API is generally unsafe. We suggest you use test tokens that map to the test card you are using, see https://stripe.com/docs/testing. To enable testing raw card data APIs, see https://support.stripe.com/questions/enabling-access-to-raw-card-data-apis.",
  });
}
