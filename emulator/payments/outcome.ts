import type Stripe from "stripe";
import type { Decline, TestCard } from "../cards/card";
import { declineMessage, networkView } from "../cards/messages";

/** How the networks and the risk check answer one charge of a card. */
export interface Verdict {
  decline: Decline | null;
  outcome: Stripe.Charge.Outcome;
  fraudReport: boolean;
}

const NONE = { advice_code: null, network_advice_code: null, network_decline_code: null } as const;
const FRAUDULENT: Decline = { code: "card_declined", declineCode: "fraudulent" };

const SELLER_MESSAGES: Record<string, string> = {
  insufficient_funds: "The bank returned the decline code `insufficient_funds`.",
  expired_card: "The bank returned the decline code `expired_card`.",
  incorrect_cvc: "The bank returned the decline code `incorrect_cvc`.",
  processing_error: "The bank returned the decline code `processing_error`.",
  lost_card: "The bank returned the decline code `lost_card`.",
  stolen_card: "The bank returned the decline code `stolen_card`.",
  card_velocity_exceeded: "The bank returned the decline code `card_velocity_exceeded`.",
  authentication_required: "The bank returned the decline code `authentication_required`.",
  fraudulent: "The bank returned the decline code `fraudulent`.",
};

/** A payment that no card network and no risk check had a word in. */
export const UNJUDGED: Verdict = {
  decline: null,
  fraudReport: false,
  outcome: {
    ...NONE,
    network_status: "approved_by_network",
    reason: null,
    risk_level: "not_assessed",
    seller_message: "Payment complete.",
    type: "authorized",
  },
};

/** What happens when this card is charged, apart from 3D Secure. */
export function judge(card: TestCard, decline: Decline | undefined): Verdict {
  if (card.risk === "highest" || card.risk === "blocked_always") return blocked(card.risk);
  const risk =
    card.risk === "elevated"
      ? { risk_level: "elevated", risk_score: 55 }
      : { risk_level: "normal", risk_score: 12 };
  if (decline === undefined) {
    const message = {
      network_status: "approved_by_network",
      reason: null,
      seller_message: "Payment complete.",
    };
    return {
      decline: null,
      fraudReport: false,
      outcome: { ...NONE, ...risk, ...message, type: "authorized" },
    };
  }
  return { decline, fraudReport: false, outcome: declinedOutcome(decline, risk) };
}

function declinedOutcome(
  decline: Decline,
  risk: { risk_level: string; risk_score: number },
): Stripe.Charge.Outcome {
  const reason = decline.declineCode ?? decline.code;
  const { advice_code, network_decline_code } = networkView(decline);
  return {
    advice_code,
    network_advice_code: advice_code === "do_not_try_again" ? "03" : null,
    network_decline_code,
    ...risk,
    network_status: "declined_by_network",
    reason,
    seller_message:
      SELLER_MESSAGES[reason] ?? "The bank did not return any further details with this decline.",
    type: "issuer_declined",
  };
}

function blocked(risk: "highest" | "blocked_always"): Verdict {
  const listed = risk === "blocked_always";
  return {
    decline: FRAUDULENT,
    fraudReport: true,
    outcome: {
      ...NONE,
      network_status: "not_sent_to_network",
      reason: listed ? "merchant_blacklist" : "highest_risk_level",
      risk_level: "highest",
      risk_score: listed ? 90 : 85,
      ...(listed ? {} : { rule: "block_if_high_risk" }),
      seller_message: "Stripe blocked this payment as too risky.",
      type: "blocked",
    },
  };
}

/** The error fields a decline brings to the API's answer and to `last_payment_error`. */
export function declineFields(verdict: Verdict, decline: Decline) {
  const { advice_code, network_advice_code, network_decline_code } = verdict.outcome;
  return {
    code: decline.code,
    ...(decline.declineCode === undefined ? {} : { decline_code: decline.declineCode }),
    ...(typeof advice_code === "string" ? { advice_code } : {}),
    ...(network_advice_code === null ? {} : { network_advice_code }),
    ...(network_decline_code === null ? {} : { network_decline_code }),
    message: declineMessage(decline),
    type: "card_error" as const,
  };
}
