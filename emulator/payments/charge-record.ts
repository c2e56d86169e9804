import type Stripe from "stripe";
import type { Check, TestCard } from "../cards/card";
import { declineMessage } from "../cards/messages";
import { nowSeconds } from "../context";
import { newId, randomText } from "../store/ids";
import type { CardSecret } from "../store/records";
import type { Verdict } from "./outcome";

/** How the payer was authenticated on this charge; null when nobody asked. */
export type Authentication = "challenge" | "frictionless" | "attempted" | "not_supported" | null;

interface Parts {
  intent: Stripe.PaymentIntent;
  method: Stripe.PaymentMethod;
  details: Stripe.Charge.PaymentMethodDetails;
  verdict: Verdict;
  captured: boolean;
}

/** What no charge of this emulator has. */
const UNUSED = {
  application: null,
  application_fee: null,
  application_fee_amount: null,
  disputed: false,
  failure_balance_transaction: null,
  livemode: false,
  on_behalf_of: null,
  receipt_number: null,
  review: null,
  source: null,
  source_transfer: null,
  statement_descriptor: null,
  transfer_data: null,
} as const;

/** One try to take the money of an intent, as it stands right after the try. */
export function chargeRecord({ intent, method, details, verdict, captured }: Parts): Stripe.Charge {
  const id = newId(method.type === "card" ? "ch" : "py");
  const { decline } = verdict;
  return {
    id,
    object: "charge",
    ...UNUSED,
    amount: intent.amount,
    amount_captured: captured && decline === null ? intent.amount : 0,
    amount_refunded: 0,
    balance_transaction: null,
    billing_details: { ...method.billing_details, tax_id: null },
    calculated_statement_descriptor: "TOPUP EMULATOR",
    captured: captured && decline === null,
    created: nowSeconds(),
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    failure_code: decline?.code ?? null,
    failure_message: decline === null ? null : declineMessage(decline),
    fraud_details: verdict.fraudReport ? { stripe_report: "fraudulent" } : {},
    metadata: intent.metadata,
    outcome: verdict.outcome,
    paid: decline === null,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: details,
    radar_options: {},
    receipt_email: intent.receipt_email,
    receipt_url: decline === null ? `https://pay.stripe.com/receipts/payment/${id}` : null,
    refunded: false,
    shipping: intent.shipping as Stripe.Charge.Shipping | null,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    status: decline === null ? "succeeded" : "failed",
    transfer_group: intent.transfer_group,
  };
}

/** The checks of a charge: each runs only when its datum was given. */
export function checksOf(card: TestCard, secret: CardSecret): Stripe.Charge.PaymentMethodDetails.Card.Checks {
  const run = (given: boolean, result: Check | undefined) => (given ? (result ?? "pass") : null);
  return {
    address_line1_check: run(secret.line1Given, card.checks?.line1),
    address_postal_code_check: run(secret.postalGiven, card.checks?.postal),
    cvc_check: run(secret.cvcGiven, card.checks?.cvc),
  };
}

/** The card part of a charge. */
export function cardDetails(
  card: TestCard,
  secret: CardSecret,
  intent: Stripe.PaymentIntent,
  shown: Stripe.PaymentMethod.Card,
  authentication: Authentication,
  approved: boolean,
): Stripe.Charge.PaymentMethodDetails {
  return {
    type: "card",
    card: {
      amount_authorized: approved ? intent.amount : null,
      authorization_code: approved ? randomText(6).toUpperCase() : null,
      brand: card.brand,
      checks: checksOf(card, secret),
      country: card.country,
      electronic_commerce_indicator: authentication === null ? null : "05",
      exp_month: shown.exp_month,
      exp_year: shown.exp_year,
      extended_authorization: { status: "disabled" },
      fingerprint: shown.fingerprint ?? null,
      funding: card.funding,
      incremental_authorization: { status: "unavailable" },
      installments: null,
      last4: card.number.slice(-4),
      mandate: null,
      multicapture: { status: "unavailable" },
      network: card.brand,
      network_token: { used: false },
      network_transaction_id: approved ? randomDigits(15) : null,
      overcapture: { maximum_amount_capturable: intent.amount, status: "unavailable" },
      regulated_status: "unregulated",
      three_d_secure: threeDSecureResult(authentication),
      transaction_link_id: null,
      wallet: null,
    },
  };
}

function threeDSecureResult(
  authentication: Authentication,
): Stripe.Charge.PaymentMethodDetails.Card.ThreeDSecure | null {
  if (authentication === null) return null;
  const authenticated = authentication === "challenge" || authentication === "frictionless";
  const unsupported = authentication === "not_supported";
  return {
    authentication_flow: authenticated ? authentication : null,
    electronic_commerce_indicator: authenticated ? "05" : "06",
    exemption_indicator: null,
    result: authenticated ? "authenticated" : unsupported ? "not_supported" : "attempt_acknowledged",
    result_reason: unsupported ? "card_not_enrolled" : null,
    transaction_id: unsupported ? null : crypto.randomUUID(),
    version: unsupported ? null : "2.2.0",
  };
}

function randomDigits(length: number): string {
  return Array.from({ length }, () => Math.floor(Math.random() * 10)).join("");
}
