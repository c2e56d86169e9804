import type { Decline } from "./card";

const MESSAGES: Record<string, string> = {
  insufficient_funds: "Your card has insufficient funds.",
  expired_card: "Your card has expired.",
  incorrect_cvc: "Your card's security code is incorrect.",
  incorrect_number: "Your card number is incorrect.",
  processing_error: "An error occurred while processing your card. Try again in a little bit.",
  authentication_required: "Your card was declined. This transaction requires authentication.",
  card_velocity_exceeded:
    "Your card was declined for making repeated attempts too frequently or exceeding its amount limit.",
};

/** What Stripe tells the payer. */
export function declineMessage(decline: Decline): string {
  return MESSAGES[decline.declineCode ?? decline.code] ?? "Your card was declined.";
}

interface NetworkView {
  advice_code: "confirm_card_data" | "do_not_try_again" | "try_again_later";
  network_decline_code: string;
}

const NETWORK: Record<string, NetworkView> = {
  generic_decline: { advice_code: "try_again_later", network_decline_code: "05" },
  insufficient_funds: { advice_code: "try_again_later", network_decline_code: "51" },
  card_velocity_exceeded: { advice_code: "try_again_later", network_decline_code: "65" },
  lost_card: { advice_code: "do_not_try_again", network_decline_code: "41" },
  stolen_card: { advice_code: "do_not_try_again", network_decline_code: "43" },
  expired_card: { advice_code: "confirm_card_data", network_decline_code: "54" },
  incorrect_cvc: { advice_code: "confirm_card_data", network_decline_code: "82" },
  processing_error: { advice_code: "try_again_later", network_decline_code: "96" },
  authentication_required: { advice_code: "confirm_card_data", network_decline_code: "1A" },
  fraudulent: { advice_code: "do_not_try_again", network_decline_code: "59" },
};

/** The raw codes of the network that belong to a decline. */
export function networkView(decline: Decline): NetworkView {
  return (
    NETWORK[decline.declineCode ?? decline.code] ?? {
      advice_code: "try_again_later",
      network_decline_code: "05",
    }
  );
}
