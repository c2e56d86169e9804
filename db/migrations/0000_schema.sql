CREATE TABLE "accounts" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp with time zone,
	"refresh_token_expires_at" timestamp with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "local_mails" (
	"id" text PRIMARY KEY NOT NULL,
	"recipient" text NOT NULL,
	"subject" text NOT NULL,
	"body" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rate_limits" (
	"key" varchar(255) PRIMARY KEY NOT NULL,
	"points" integer DEFAULT 0 NOT NULL,
	"expire" bigint
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"user_id" text NOT NULL,
	"token" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sessions_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "users_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "verifications" (
	"id" text PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "inbox_events" (
	"id" text PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"api_version" text,
	"livemode" boolean NOT NULL,
	"object_id" text,
	"payload" jsonb,
	"state" text NOT NULL,
	"outcome" text NOT NULL,
	"attempts" integer DEFAULT 1 NOT NULL,
	"last_error" text,
	"next_attempt_at" timestamp with time zone,
	"stripe_created_at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	"processed_at" timestamp with time zone,
	CONSTRAINT "inbox_state_known" CHECK ("inbox_events"."state" in ('processed', 'ignored', 'failed', 'parked')),
	CONSTRAINT "failed_event_will_run_again" CHECK (("inbox_events"."state" = 'failed') = ("inbox_events"."next_attempt_at" is not null)),
	CONSTRAINT "inbox_attempts_positive" CHECK ("inbox_events"."attempts" > 0)
);
--> statement-breakpoint
CREATE TABLE "credit_grants" (
	"wallet_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"source" text NOT NULL,
	"source_key" text NOT NULL,
	"stripe_payment_intent_id" text,
	"amount" bigint NOT NULL,
	"available" bigint NOT NULL,
	"held" bigint DEFAULT 0 NOT NULL,
	"priority" smallint DEFAULT 100 NOT NULL,
	"expires_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "credit_grants_pkey" PRIMARY KEY("wallet_id","id"),
	CONSTRAINT "grant_source_known" CHECK ("credit_grants"."source" in ('pack', 'plan', 'payment_without_order', 'adjustment')),
	CONSTRAINT "grant_amount_positive" CHECK ("credit_grants"."amount" > 0),
	CONSTRAINT "grant_remainder_within_amount" CHECK ("credit_grants"."available" >= 0 and "credit_grants"."held" >= 0 and "credit_grants"."available" + "credit_grants"."held" <= "credit_grants"."amount")
);
--> statement-breakpoint
CREATE TABLE "credit_holds" (
	"wallet_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"operation_key" text NOT NULL,
	"amount" bigint NOT NULL,
	"captured" bigint DEFAULT 0 NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"captured_at" timestamp with time zone,
	"released_at" timestamp with time zone,
	CONSTRAINT "credit_holds_pkey" PRIMARY KEY("wallet_id","id"),
	CONSTRAINT "hold_amount_positive" CHECK ("credit_holds"."amount" > 0),
	CONSTRAINT "hold_captured_within_amount" CHECK ("credit_holds"."captured" between 0 and "credit_holds"."amount"),
	CONSTRAINT "hold_ends_once" CHECK ("credit_holds"."captured_at" is null or "credit_holds"."released_at" is null)
);
--> statement-breakpoint
CREATE TABLE "ledger_entries" (
	"wallet_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"operation_key" text NOT NULL,
	"grant_id" uuid NOT NULL,
	"from_bucket" text NOT NULL,
	"to_bucket" text NOT NULL,
	"amount" bigint NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "ledger_entries_pkey" PRIMARY KEY("wallet_id","seq"),
	CONSTRAINT "entry_amount_positive" CHECK ("ledger_entries"."amount" > 0),
	CONSTRAINT "entry_seq_from_one" CHECK ("ledger_entries"."seq" >= 1),
	CONSTRAINT "entry_move_known" CHECK (("ledger_entries"."from_bucket", "ledger_entries"."to_bucket") in (('issued', 'available'), ('available', 'spent'), ('available', 'held'), ('held', 'spent'), ('held', 'available'), ('available', 'expired'), ('available', 'reversed'), ('owed', 'reversed'), ('available', 'owed')))
);
--> statement-breakpoint
CREATE TABLE "ledger_operations" (
	"wallet_id" uuid NOT NULL,
	"key" text NOT NULL,
	"kind" text NOT NULL,
	"amount" bigint NOT NULL,
	"reference" text,
	"request_hash" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "ledger_operations_pkey" PRIMARY KEY("wallet_id","key"),
	CONSTRAINT "operation_kind_known" CHECK ("ledger_operations"."kind" in ('grant', 'spend', 'hold', 'capture', 'release', 'expire', 'reverse', 'adjust')),
	CONSTRAINT "operation_amount_positive" CHECK ("ledger_operations"."amount" > 0),
	CONSTRAINT "operation_key_length" CHECK (length("ledger_operations"."key") between 1 and 300)
);
--> statement-breakpoint
CREATE TABLE "orders" (
	"wallet_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"item" text NOT NULL,
	"currency" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"credits" bigint NOT NULL,
	"validity_months" integer NOT NULL,
	"livemode" boolean NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"stripe_payment_intent_id" text,
	"stripe_payment_intent_status" text,
	"stripe_confirmation_token_id" text,
	"claimed_until" timestamp with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_refusal" jsonb,
	"parked_reason" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"submitted_at" timestamp with time zone,
	"paid_at" timestamp with time zone,
	"canceled_at" timestamp with time zone,
	CONSTRAINT "orders_pkey" PRIMARY KEY("wallet_id","id"),
	CONSTRAINT "order_kind_known" CHECK ("orders"."kind" in ('pack', 'plan')),
	CONSTRAINT "order_status_known" CHECK ("orders"."status" in ('open', 'processing', 'paid', 'canceled', 'parked')),
	CONSTRAINT "order_amount_positive" CHECK ("orders"."amount_minor" > 0 and "orders"."credits" > 0),
	CONSTRAINT "order_currency_is_lower_case_iso" CHECK ("orders"."currency" ~ '^[a-z]{3}$'),
	CONSTRAINT "paid_order_is_dated" CHECK (("orders"."status" = 'paid') = ("orders"."paid_at" is not null)),
	CONSTRAINT "parked_order_has_a_reason" CHECK ("orders"."status" <> 'parked' or "orders"."parked_reason" is not null)
);
--> statement-breakpoint
CREATE TABLE "outbox_events" (
	"wallet_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"type" text NOT NULL,
	"subject" text NOT NULL,
	"wallet_version" bigint NOT NULL,
	"data" jsonb NOT NULL,
	"occurred_at" timestamp with time zone DEFAULT now() NOT NULL,
	"delivered_at" timestamp with time zone,
	CONSTRAINT "outbox_events_pkey" PRIMARY KEY("wallet_id","id")
);
--> statement-breakpoint
CREATE TABLE "payments" (
	"wallet_id" uuid NOT NULL,
	"stripe_payment_intent_id" text NOT NULL,
	"order_id" uuid,
	"origin" text NOT NULL,
	"status" text NOT NULL,
	"livemode" boolean NOT NULL,
	"currency" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"credits" bigint NOT NULL,
	"parked_reason" text,
	"stripe_charge_id" text,
	"payment_method_type" text,
	"card_brand" text,
	"card_last4" text,
	"stripe_balance_transaction_id" text,
	"settlement_currency" text,
	"settlement_amount_minor" bigint,
	"settlement_fee_minor" bigint,
	"stripe_exchange_rate" text,
	"paid_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "payments_pkey" PRIMARY KEY("wallet_id","stripe_payment_intent_id"),
	CONSTRAINT "payment_origin_known" CHECK ("payments"."origin" in ('order', 'customer')),
	CONSTRAINT "payment_status_known" CHECK ("payments"."status" in ('succeeded', 'parked')),
	CONSTRAINT "payment_amounts_not_negative" CHECK ("payments"."amount_minor" > 0 and "payments"."credits" >= 0),
	CONSTRAINT "parked_payment_has_a_reason" CHECK ("payments"."status" <> 'parked' or "payments"."parked_reason" is not null),
	CONSTRAINT "succeeded_payment_is_worth_credits" CHECK ("payments"."status" <> 'succeeded' or "payments"."credits" > 0)
);
--> statement-breakpoint
CREATE TABLE "wallets" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" text,
	"stripe_customer_id" text,
	"available" bigint DEFAULT 0 NOT NULL,
	"held" bigint DEFAULT 0 NOT NULL,
	"owed" bigint DEFAULT 0 NOT NULL,
	"version" bigint DEFAULT 0 NOT NULL,
	"next_expiry_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"closed_at" timestamp with time zone,
	CONSTRAINT "wallet_totals_not_negative" CHECK ("wallets"."available" >= 0 and "wallets"."held" >= 0 and "wallets"."owed" >= 0),
	CONSTRAINT "never_owed_beside_available" CHECK ("wallets"."owed" = 0 or "wallets"."available" = 0),
	CONSTRAINT "wallet_version_not_negative" CHECK ("wallets"."version" >= 0)
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_grants" ADD CONSTRAINT "credit_grants_wallet_id_wallets_id_fk" FOREIGN KEY ("wallet_id") REFERENCES "public"."wallets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_grants" ADD CONSTRAINT "grant_of_a_payment" FOREIGN KEY ("wallet_id","stripe_payment_intent_id") REFERENCES "public"."payments"("wallet_id","stripe_payment_intent_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_holds" ADD CONSTRAINT "credit_holds_wallet_id_wallets_id_fk" FOREIGN KEY ("wallet_id") REFERENCES "public"."wallets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_holds" ADD CONSTRAINT "hold_of_an_operation" FOREIGN KEY ("wallet_id","operation_key") REFERENCES "public"."ledger_operations"("wallet_id","key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD CONSTRAINT "entry_of_an_operation" FOREIGN KEY ("wallet_id","operation_key") REFERENCES "public"."ledger_operations"("wallet_id","key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD CONSTRAINT "entry_of_a_grant" FOREIGN KEY ("wallet_id","grant_id") REFERENCES "public"."credit_grants"("wallet_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_operations" ADD CONSTRAINT "ledger_operations_wallet_id_wallets_id_fk" FOREIGN KEY ("wallet_id") REFERENCES "public"."wallets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_wallet_id_wallets_id_fk" FOREIGN KEY ("wallet_id") REFERENCES "public"."wallets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outbox_events" ADD CONSTRAINT "outbox_events_wallet_id_wallets_id_fk" FOREIGN KEY ("wallet_id") REFERENCES "public"."wallets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_wallet_id_wallets_id_fk" FOREIGN KEY ("wallet_id") REFERENCES "public"."wallets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payment_of_an_order" FOREIGN KEY ("wallet_id","order_id") REFERENCES "public"."orders"("wallet_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wallets" ADD CONSTRAINT "wallets_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "accounts_of_a_user" ON "accounts" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "sessions_of_a_user" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "verifications_by_identifier" ON "verifications" USING btree ("identifier");--> statement-breakpoint
CREATE INDEX "inbox_due" ON "inbox_events" USING btree ("next_attempt_at") WHERE "inbox_events"."state" = 'failed';--> statement-breakpoint
CREATE INDEX "inbox_parked" ON "inbox_events" USING btree ("received_at" DESC NULLS LAST) WHERE "inbox_events"."state" = 'parked';--> statement-breakpoint
CREATE INDEX "inbox_of_an_object" ON "inbox_events" USING btree ("object_id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_grant_per_source" ON "credit_grants" USING btree ("wallet_id","source_key");--> statement-breakpoint
CREATE INDEX "credit_grants_in_draw_order" ON "credit_grants" USING btree ("wallet_id","priority","expires_at","created_at","id") WHERE "credit_grants"."available" > 0;--> statement-breakpoint
CREATE INDEX "open_holds_by_expiry" ON "credit_holds" USING btree ("expires_at") WHERE "credit_holds"."captured_at" is null and "credit_holds"."released_at" is null;--> statement-breakpoint
CREATE INDEX "entries_of_an_operation" ON "ledger_entries" USING btree ("wallet_id","operation_key");--> statement-breakpoint
CREATE UNIQUE INDEX "one_open_order_per_item" ON "orders" USING btree ("wallet_id","kind","item","currency","amount_minor","credits") WHERE "orders"."status" = 'open';--> statement-breakpoint
CREATE UNIQUE INDEX "one_order_per_payment_intent" ON "orders" USING btree ("stripe_payment_intent_id");--> statement-breakpoint
CREATE INDEX "orders_of_a_wallet_newest_first" ON "orders" USING btree ("wallet_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "outbox_undelivered" ON "outbox_events" USING btree ("occurred_at") WHERE "outbox_events"."delivered_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "one_payment_per_payment_intent" ON "payments" USING btree ("stripe_payment_intent_id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_payment_per_order" ON "payments" USING btree ("wallet_id","order_id") WHERE "payments"."order_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "one_wallet_per_user" ON "wallets" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_wallet_per_stripe_customer" ON "wallets" USING btree ("stripe_customer_id");