/** How a card answers when it is charged: the wire code, and where it has one the bank's decline code. */
export interface Decline {
  code:
    | "card_declined"
    | "expired_card"
    | "incorrect_cvc"
    | "processing_error"
    | "incorrect_number"
    | "authentication_required";
  declineCode?: string;
}

export type ThreeDSecure =
  /** Asks at each payment. */
  | "always"
  /** Asks unless the card was set up for off-session use. */
  | "unless_set_up"
  /** Set up already: asks only when the person is there. */
  | "on_session_only"
  /** Must be authenticated, the person only sees a frame pass by. */
  | "frictionless"
  /** Asks only when 3D Secure is requested. */
  | "on_request"
  /** Fails while looking up the card, when 3D Secure is requested or (`lookup_fails`) always. */
  | "request_fails"
  | "lookup_fails"
  /** The card does not take part. */
  | "not_supported"
  /** Enrolled nowhere: a request is answered "attempted" without a challenge. */
  | "none";

export type Check = "pass" | "fail" | "unavailable" | "unchecked";

export type Aftermath =
  | "dispute_fraudulent"
  | "dispute_product_not_received"
  | "dispute_inquiry"
  | "dispute_multiple"
  | "dispute_compliance"
  | "early_fraud_warning"
  | "refund_pending"
  | "refund_fails"
  | "funds_available";

export interface TestCard {
  number: string;
  brand: string;
  country: string;
  funding: "credit" | "debit" | "prepaid";
  /** Suffixes of the magic ids: `visa` stands for `pm_card_visa` and `tok_visa`. */
  names: readonly string[];
  decline?: Decline;
  /** The decline shows only when it is charged, not when it is attached to a customer. */
  attaches?: boolean;
  risk?: "elevated" | "highest" | "blocked_always";
  checks?: { cvc?: Check; postal?: Check; line1?: Check };
  threeDSecure: ThreeDSecure;
  aftermath?: Aftermath;
  networks?: readonly string[];
  /** Stripe gives it by its magic id only: the number is ours and cannot be typed. */
  tokenOnly?: boolean;
}

export type Extra = Partial<Omit<TestCard, "number" | "names">>;

const BRANDS: readonly [RegExp, string][] = [
  [/^4/, "visa"],
  [/^(5[1-5]|2[2-7])/, "mastercard"],
  [/^3[47]/, "amex"],
  [/^35/, "jcb"],
  [/^3[068]/, "diners"],
  [/^62/, "unionpay"],
  [/^6/, "discover"],
];

export function brandOf(number: string): string {
  return BRANDS.find(([pattern]) => pattern.test(number))?.[1] ?? "unknown";
}

/** A row of the card table; what a row does not say is a US credit card that simply works. */
export function card(number: string, names: string, extra: Extra = {}): TestCard {
  return {
    number,
    names: names === "" ? [] : names.split(" "),
    brand: brandOf(number),
    country: "US",
    funding: "credit",
    threeDSecure: "none",
    ...extra,
  };
}

export function declined(code: Decline["code"], declineCode?: string): Extra {
  return { decline: declineCode === undefined ? { code } : { code, declineCode } };
}
