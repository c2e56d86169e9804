import { card, declined, type TestCard } from "./card";

/** Cards that ask for 3D Secure, or refuse to. */
export const THREE_D_SECURE_CARDS: readonly TestCard[] = [
  card("4000002500003155", "authenticationRequiredOnSetup", { country: "FR", threeDSecure: "unless_set_up" }),
  card("4000002760003184", "authenticationRequired", { country: "DE", threeDSecure: "always" }),
  card("4000003800000446", "authenticationRequiredSetupForOffSession", {
    country: "IT",
    threeDSecure: "on_session_only",
  }),
  card("4000008260003178", "authenticationRequiredChargeDeclinedInsufficientFunds", {
    country: "GB",
    threeDSecure: "always",
    ...declined("card_declined", "insufficient_funds"),
    attaches: true,
  }),
  card("4000000000003220", "threeDSecure2Required", { country: "IE", threeDSecure: "always" }),
  card("4000008400000027", "", { threeDSecure: "always" }),
  card("4000000032200000", "", { threeDSecure: "frictionless" }),
  card("4000008400001629", "threeDSecureRequiredChargeDeclined", {
    threeDSecure: "always",
    ...declined("card_declined", "generic_decline"),
    attaches: true,
  }),
  card("4000008400001280", "threeDSecureRequiredProcessingError", { threeDSecure: "lookup_fails" }),
  card("4000000000003055", "threeDSecureOptional", { threeDSecure: "on_request" }),
  card("4000000000003097", "threeDSecureOptionalProcessingError", { threeDSecure: "request_fails" }),
  card("4000582600000094", "", { country: "GB", threeDSecure: "always" }),
  card("4000582600000045", "", { country: "GB", threeDSecure: "always" }),
  card("4000582600000102", "", { country: "GB", threeDSecure: "always" }),
  card("4000582600000110", "", { country: "GB", threeDSecure: "always" }),
  card("4000000000001208", "", { threeDSecure: "always" }),
  card("4000000000003725", "", { threeDSecure: "always" }),
];
