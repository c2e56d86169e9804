import { card, declined, type TestCard } from "./card";

/** Cards that are refused. All but the `attaches` ones are refused when they are attached, too. */
export const DECLINED_CARDS: readonly TestCard[] = [
  card(
    "4000000000000002",
    "visa_chargeDeclined chargeDeclined",
    declined("card_declined", "generic_decline"),
  ),
  card(
    "4000000000009995",
    "visa_chargeDeclinedInsufficientFunds chargeDeclinedInsufficientFunds",
    declined("card_declined", "insufficient_funds"),
  ),
  card("4000000000009987", "visa_chargeDeclinedLostCard", declined("card_declined", "lost_card")),
  card("4000000000009979", "visa_chargeDeclinedStolenCard", declined("card_declined", "stolen_card")),
  card("4000000000000069", "chargeDeclinedExpiredCard", declined("expired_card")),
  card("4000000000000127", "chargeDeclinedIncorrectCvc", {
    ...declined("incorrect_cvc"),
    checks: { cvc: "fail" },
  }),
  card("4000000000000119", "chargeDeclinedProcessingError", declined("processing_error")),
  card(
    "4000000000006975",
    "visa_chargeDeclinedVelocityLimitExceeded",
    declined("card_declined", "card_velocity_exceeded"),
  ),
  card("4000000000000341", "chargeCustomerFail visa_chargeCustomerFail", {
    ...declined("card_declined", "generic_decline"),
    attaches: true,
  }),
  card("4000999900001343", "visa_chargeCustomerFailLostCard", {
    ...declined("card_declined", "lost_card"),
    attaches: true,
    tokenOnly: true,
  }),
  card("4000999900002341", "visa_chargeCustomerFailStolenCard", {
    ...declined("card_declined", "stolen_card"),
    attaches: true,
    tokenOnly: true,
  }),
  card("4000999900000022", "chargeDeclinedFraudulent visa_chargeDeclinedFraudulent", {
    ...declined("card_declined", "fraudulent"),
    tokenOnly: true,
  }),
];
