ALTER TABLE "paid_invoices" ADD COLUMN "stripe_charge_id" text;--> statement-breakpoint
ALTER TABLE "paid_invoices" ADD COLUMN "stripe_balance_transaction_id" text;--> statement-breakpoint
ALTER TABLE "paid_invoices" ADD COLUMN "settlement_currency" text;--> statement-breakpoint
ALTER TABLE "paid_invoices" ADD COLUMN "settlement_amount_minor" bigint;--> statement-breakpoint
ALTER TABLE "paid_invoices" ADD COLUMN "settlement_fee_minor" bigint;--> statement-breakpoint
ALTER TABLE "paid_invoices" ADD COLUMN "stripe_exchange_rate" text;--> statement-breakpoint
CREATE INDEX "paid_invoices_by_time" ON "paid_invoices" USING btree ("paid_at");