import type Stripe from "stripe";
import type {
  Attempt,
  CardSecret,
  CliDevice,
  CliSessionRecord,
  Debit,
  Delivery,
  EventRecord,
  InvoiceLink,
  PendingChange,
  SavedAnswer,
  SessionExtra,
  Task,
  TokenNote,
} from "./records";

export interface Tables {
  customer: Stripe.Customer;
  customer_source: Stripe.Card;
  cash_balance: Stripe.CashBalance;
  cash_movement: Stripe.CustomerCashBalanceTransaction;
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
  discount: Stripe.Discount;
  subscription: Stripe.Subscription;
  subscription_schedule: Stripe.SubscriptionSchedule;
  pending_change: PendingChange;
  debit: Debit;
  invoice: Stripe.Invoice;
  invoiceitem: Stripe.InvoiceItem;
  invoice_payment: Stripe.InvoicePayment;
  invoice_link: InvoiceLink;
  payment_method: Stripe.PaymentMethod;
  payment_intent: Stripe.PaymentIntent;
  charge: Stripe.Charge;
  balance_transaction: Stripe.BalanceTransaction;
  refund: Stripe.Refund;
  dispute: Stripe.Dispute;
  early_fraud_warning: Stripe.Radar.EarlyFraudWarning;
  checkout_session: Stripe.Checkout.Session;
  session_extra: SessionExtra;
  /** Which session a PaymentIntent pays. */
  session_of_intent: { session: string };
  token: Stripe.Token;
  confirmation_token: Stripe.ConfirmationToken;
  customer_session: Stripe.CustomerSession;
  webhook_endpoint: Stripe.WebhookEndpoint;
  card_secret: CardSecret;
  /** The account number behind a payment method. */
  bank_account: { iban: string };
  token_note: TokenNote;
  attempt: Attempt;
  event: EventRecord;
  delivery: Delivery;
  cli_device: CliDevice;
  cli_session: CliSessionRecord;
  task: Task;
  saved_answer: SavedAnswer;
}
export type TableName = keyof Tables;

export const TABLE_NAMES: readonly TableName[] = [
  "customer",
  "customer_source",
  "cash_balance",
  "cash_movement",
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
  "discount",
  "subscription",
  "subscription_schedule",
  "pending_change",
  "debit",
  "invoice",
  "invoiceitem",
  "invoice_payment",
  "invoice_link",
  "payment_method",
  "payment_intent",
  "charge",
  "balance_transaction",
  "refund",
  "dispute",
  "early_fraud_warning",
  "checkout_session",
  "session_extra",
  "session_of_intent",
  "token",
  "confirmation_token",
  "customer_session",
  "webhook_endpoint",
  "card_secret",
  "bank_account",
  "token_note",
  "attempt",
  "event",
  "delivery",
  "cli_device",
  "cli_session",
  "task",
  "saved_answer",
];
