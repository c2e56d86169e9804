/** First path segments of Stripe's API, to tell "not emulated" from "no such URL". */
export const KNOWN_ROOTS: ReadonlySet<string> = new Set(
  `account accounts account_links account_sessions apple_pay apps application_fees balance balance_settings
balance_transactions billing billing_portal charges checkout climate confirmation_tokens country_specs coupons
credit_notes customer_sessions customers disputes entitlements ephemeral_keys events exchange_rates external_accounts
file_links files financial_connections forwarding identity invoice_payments invoice_rendering_templates invoiceitems
invoices issuing linked_accounts mandates payment_attempt_records payment_intents payment_links
payment_method_configurations payment_method_domains payment_methods payment_pages payment_records payouts plans
prices products promotion_codes quotes radar refunds reporting reviews setup_attempts setup_intents shipping_rates sigma
sources stripecli subscription_items subscription_schedules subscriptions tax tax_codes tax_ids tax_rates terminal
test_helpers tokens topups transfers treasury webhook_endpoints`.split(/\s+/),
);
