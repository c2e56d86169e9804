CREATE TABLE "plan_claims" (
	"wallet_id" uuid NOT NULL,
	"token" uuid NOT NULL,
	"claimed_until" timestamp with time zone NOT NULL,
	CONSTRAINT "plan_claims_pkey" PRIMARY KEY("wallet_id")
);
--> statement-breakpoint
CREATE TABLE "plan_quotes" (
	"wallet_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"stripe_subscription_id" text NOT NULL,
	"stripe_item_id" text NOT NULL,
	"timing" text NOT NULL,
	"restarts" boolean NOT NULL,
	"from_plan" text NOT NULL,
	"from_interval" text NOT NULL,
	"to_plan" text NOT NULL,
	"to_interval" text NOT NULL,
	"to_price_id" text NOT NULL,
	"quantity" integer NOT NULL,
	"currency" text NOT NULL,
	"credit_minor" bigint NOT NULL,
	"charge_minor" bigint NOT NULL,
	"discount_minor" bigint NOT NULL,
	"balance_used_minor" bigint NOT NULL,
	"carried_minor" bigint NOT NULL,
	"due_minor" bigint NOT NULL,
	"credits_now" bigint NOT NULL,
	"period_credits" bigint NOT NULL,
	"renewal_minor" bigint NOT NULL,
	"renewal_at" timestamp with time zone NOT NULL,
	"proration_at" timestamp with time zone,
	"basis" text NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "plan_quotes_pkey" PRIMARY KEY("wallet_id","id"),
	CONSTRAINT "quote_timing_known" CHECK ("plan_quotes"."timing" in ('now', 'in_trial', 'period_end')),
	CONSTRAINT "quote_state_known" CHECK ("plan_quotes"."state" in ('open', 'submitted', 'done', 'overtaken', 'declined')),
	CONSTRAINT "only_a_change_now_is_charged_now" CHECK ("plan_quotes"."timing" = 'now' or ("plan_quotes"."due_minor" = 0 and "plan_quotes"."credits_now" = 0)),
	CONSTRAINT "change_now_is_counted_from_a_moment" CHECK (("plan_quotes"."timing" = 'now') = ("plan_quotes"."proration_at" is not null)),
	CONSTRAINT "quote_amounts_not_negative" CHECK ("plan_quotes"."due_minor" >= 0 and "plan_quotes"."credits_now" >= 0 and "plan_quotes"."renewal_minor" >= 0 and "plan_quotes"."credit_minor" >= 0 and "plan_quotes"."charge_minor" >= 0)
);
--> statement-breakpoint
ALTER TABLE "plan_claims" ADD CONSTRAINT "plan_claims_wallet_id_wallets_id_fk" FOREIGN KEY ("wallet_id") REFERENCES "public"."wallets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_quotes" ADD CONSTRAINT "plan_quotes_wallet_id_wallets_id_fk" FOREIGN KEY ("wallet_id") REFERENCES "public"."wallets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "plan_quotes_of_a_wallet_newest_first" ON "plan_quotes" USING btree ("wallet_id","created_at" DESC NULLS LAST);