import { createHash } from "node:crypto";
import type Stripe from "stripe";
import type { TestCard } from "../cards/card";
import { findMagicCard } from "../cards/find-card";
import { nowSeconds } from "../context";
import type { Call } from "../http/endpoint";
import { missing } from "../http/errors";
import {
  type addressFields,
  billingFields,
  mergeMetadata,
  metadata,
  opaque,
  toAddress,
} from "../http/fields";
import { either, hash, oneOf, type Read, text } from "../http/params";
import { newId } from "../store/ids";
import type { CardSecret } from "../store/records";
import { accountView, readIban } from "./bank-accounts";
import { cardFields, readCard, type TypedCard } from "./typed-card";

/** What describes a payment method, in `payment_methods.create` and in `payment_method_data`. */
export const methodFields = {
  type: oneOf("card", "alipay", "sepa_debit", "customer_balance"),
  customer_balance: opaque,
  sepa_debit: hash({ iban: text }),
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
  /** The bank account behind it. */
  iban?: string;
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
  if (type === "customer_balance") return { method: { ...shared, customer_balance: {}, type }, secret: null };
  if (type === "sepa_debit") {
    const iban = readIban(given.sepa_debit?.iban, at === "" ? "sepa_debit[iban]" : `${at}[sepa_debit][iban]`);
    return { method: { ...shared, sepa_debit: accountView(iban), type }, secret: null, iban };
  }
  const typed = readCard(call, given.card ?? undefined, at);
  const secret = secretOf(typed.card, typed.cvcGiven, given);
  return { method: { ...shared, card: cardView(typed, secret), type }, secret };
}

/** The payment method behind a magic id such as `pm_card_visa`: a new one each time, as Stripe makes it. */
export function buildMagic(id: string): Instrument | null {
  const card = findMagicCard(id);
  if (card === undefined || !id.startsWith("pm_card_")) return null;
  const typed: TypedCard = { card, cvcGiven: true, expMonth: 8, expYear: new Date().getFullYear() + 1 };
  const checked = {
    postalGiven: card.checks?.postal !== undefined,
    line1Given: card.checks?.line1 !== undefined,
  };
  const secret = { ...secretOf(card, true, {}), ...checked };
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
