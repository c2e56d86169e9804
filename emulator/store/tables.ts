import type Stripe from "stripe";

/** What a payment method, token or confirmation token hides: which test card it is and what was typed beside it. */
export interface CardSecret {
  card: string;
  cvcGiven: boolean;
  postalGiven: boolean;
  line1Given: boolean;
  /** Set up for off-session use, so that cards which ask only once stay silent. */
  setUp: boolean;
  /** Used once without a customer, or detached: cannot be used again. */
  spent: boolean;
}

/** What a confirmation token carries to the confirm beside its public preview. */
export interface TokenNote {
  id: string;
  paymentMethod: Stripe.PaymentMethod;
  existing: boolean;
  used: boolean;
  expected: { amount?: number; currency?: string; setupFutureUsage?: string };
}

/** One try at authenticating a payment: a 3D Secure challenge or a redirect to a wallet. */
export interface Attempt {
  id: string;
  kind: "three_d_secure" | "alipay";
  intent: string;
  paymentMethod: string;
  state: "open" | "succeeded" | "failed" | "canceled";
  returnUrl: string | null;
  redirects: boolean;
}

export interface EventRecord {
  id: string;
  type: string;
  created: number;
  object: { id?: string; object: string };
  previous: Record<string, unknown> | null;
  request: { id: string | null; idempotency_key: string | null } | null;
  deliveries: string[];
}

export interface DeliveryTry {
  at: number;
  status: number | null;
  body: string;
}

export interface Delivery {
  id: string;
  event: string;
  endpoint: string;
  state: "pending" | "succeeded" | "failed";
  nextAt: number | null;
  tries: DeliveryTry[];
}

/** Something that happens by itself later, such as the settlement of a charge. */
export interface Task {
  id: string;
  kind: "settle_charge" | "finish_refund" | "fail_refund";
  ref: string;
  dueAt: number;
}

export interface SavedAnswer {
  fingerprint: string;
  requestId: string;
  status: number;
  body: string;
  at: number;
}

export interface Tables {
  customer: Stripe.Customer;
  removed_customer: Stripe.DeletedCustomer;
  customer_balance_transaction: Stripe.CustomerBalanceTransaction;
  product: Stripe.Product;
  price: Stripe.Price;
  /** The amounts of a price by currency, shown only on request. */
  price_options: Record<string, Stripe.Price.CurrencyOptions>;
  coupon: Stripe.Coupon;
  /** Deleted coupons: they go on working for who has them. */
  removed_coupon: Stripe.Coupon;
  coupon_extra: Pick<Stripe.Coupon, "applies_to" | "currency_options">;
  promotion_code: Stripe.PromotionCode;
  setup_intent: Stripe.SetupIntent;
  test_clock: Stripe.TestHelpers.TestClock;
  payment_method: Stripe.PaymentMethod;
  payment_intent: Stripe.PaymentIntent;
  charge: Stripe.Charge;
  balance_transaction: Stripe.BalanceTransaction;
  refund: Stripe.Refund;
  token: Stripe.Token;
  confirmation_token: Stripe.ConfirmationToken;
  customer_session: Stripe.CustomerSession;
  webhook_endpoint: Stripe.WebhookEndpoint;
  card_secret: CardSecret;
  token_note: TokenNote;
  attempt: Attempt;
  event: EventRecord;
  delivery: Delivery;
  task: Task;
  saved_answer: SavedAnswer;
}
export type TableName = keyof Tables;

export const TABLE_NAMES: readonly TableName[] = [
  "customer",
  "removed_customer",
  "customer_balance_transaction",
  "product",
  "price",
  "price_options",
  "coupon",
  "removed_coupon",
  "coupon_extra",
  "promotion_code",
  "setup_intent",
  "test_clock",
  "payment_method",
  "payment_intent",
  "charge",
  "balance_transaction",
  "refund",
  "token",
  "confirmation_token",
  "customer_session",
  "webhook_endpoint",
  "card_secret",
  "token_note",
  "attempt",
  "event",
  "delivery",
  "task",
  "saved_answer",
];
