CREATE SEQUENCE "public"."subscription_readings" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1;--> statement-breakpoint
CREATE TABLE "paid_invoice_lines" (
	"wallet_id" uuid NOT NULL,
	"stripe_invoice_id" text NOT NULL,
	"stripe_line_id" text NOT NULL,
	"stripe_price_id" text NOT NULL,
	"plan" text NOT NULL,
	"kind" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"credits" bigint NOT NULL,
	"period_start" timestamp with time zone NOT NULL,
	"period_end" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone,
	CONSTRAINT "paid_invoice_lines_pkey" PRIMARY KEY("wallet_id","stripe_invoice_id","stripe_line_id"),
	CONSTRAINT "paid_line_kind_known" CHECK ("paid_invoice_lines"."kind" in ('period', 'proration', 'trial')),
	CONSTRAINT "paid_line_credits_not_negative" CHECK ("paid_invoice_lines"."credits" >= 0)
);
--> statement-breakpoint
CREATE TABLE "paid_invoices" (
	"wallet_id" uuid NOT NULL,
	"stripe_invoice_id" text NOT NULL,
	"stripe_subscription_id" text,
	"stripe_payment_intent_id" text,
	"billing_reason" text,
	"status" text NOT NULL,
	"parked_reason" text,
	"livemode" boolean NOT NULL,
	"currency" text NOT NULL,
	"amount_paid_minor" bigint NOT NULL,
	"paid_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "paid_invoices_pkey" PRIMARY KEY("wallet_id","stripe_invoice_id"),
	CONSTRAINT "paid_invoice_status_known" CHECK ("paid_invoices"."status" in ('settled', 'parked')),
	CONSTRAINT "parked_invoice_has_a_reason" CHECK (("paid_invoices"."status" = 'parked') = ("paid_invoices"."parked_reason" is not null))
);
--> statement-breakpoint
CREATE TABLE "subscriptions" (
	"wallet_id" uuid NOT NULL,
	"stripe_subscription_id" text NOT NULL,
	"stripe_customer_id" text NOT NULL,
	"stripe_price_id" text NOT NULL,
	"plan" text NOT NULL,
	"interval" text NOT NULL,
	"quantity" integer NOT NULL,
	"credits" bigint NOT NULL,
	"rollover" text NOT NULL,
	"currency" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"livemode" boolean NOT NULL,
	"status" text NOT NULL,
	"set_aside" text,
	"current_period_start" timestamp with time zone NOT NULL,
	"current_period_end" timestamp with time zone NOT NULL,
	"trial_end" timestamp with time zone,
	"cancel_at" timestamp with time zone,
	"canceled_at" timestamp with time zone,
	"cancel_reason" text,
	"ended_at" timestamp with time zone,
	"stripe_schedule_id" text,
	"latest_invoice_id" text,
	"started_at" timestamp with time zone NOT NULL,
	"read_ticket" bigint NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "subscriptions_pkey" PRIMARY KEY("wallet_id","stripe_subscription_id"),
	CONSTRAINT "subscription_status_known" CHECK ("subscriptions"."status" in ('incomplete', 'incomplete_expired', 'trialing', 'active', 'past_due', 'unpaid', 'paused', 'canceled')),
	CONSTRAINT "subscription_interval_known" CHECK ("subscriptions"."interval" in ('month', 'year')),
	CONSTRAINT "subscription_rollover_known" CHECK ("subscriptions"."rollover" in ('none', 'capped', 'all')),
	CONSTRAINT "subscription_set_aside_known" CHECK ("subscriptions"."set_aside" in ('second_live_subscription', 'price_not_ours')),
	CONSTRAINT "subscription_terms_positive" CHECK ("subscriptions"."credits" > 0 and "subscriptions"."quantity" > 0 and "subscriptions"."amount_minor" >= 0),
	CONSTRAINT "subscription_period_goes_forward" CHECK ("subscriptions"."current_period_end" >= "subscriptions"."current_period_start")
);
--> statement-breakpoint
ALTER TABLE "wallets" ADD COLUMN "subscription_version" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "paid_invoice_lines" ADD CONSTRAINT "line_of_a_paid_invoice" FOREIGN KEY ("wallet_id","stripe_invoice_id") REFERENCES "public"."paid_invoices"("wallet_id","stripe_invoice_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "paid_invoices" ADD CONSTRAINT "paid_invoices_wallet_id_wallets_id_fk" FOREIGN KEY ("wallet_id") REFERENCES "public"."wallets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_wallet_id_wallets_id_fk" FOREIGN KEY ("wallet_id") REFERENCES "public"."wallets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "one_trial_per_wallet" ON "paid_invoice_lines" USING btree ("wallet_id") WHERE "paid_invoice_lines"."kind" = 'trial' and "paid_invoice_lines"."credits" > 0;--> statement-breakpoint
CREATE UNIQUE INDEX "one_row_per_invoice" ON "paid_invoices" USING btree ("stripe_invoice_id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_row_per_subscription" ON "subscriptions" USING btree ("stripe_subscription_id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_live_subscription_per_wallet" ON "subscriptions" USING btree ("wallet_id") WHERE "subscriptions"."set_aside" is null and "subscriptions"."status" not in ('canceled', 'incomplete_expired');