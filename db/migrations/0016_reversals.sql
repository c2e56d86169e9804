CREATE SEQUENCE "public"."reversal_readings" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1;--> statement-breakpoint
CREATE TABLE "refund_requests" (
	"wallet_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"stripe_payment_intent_id" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"reason" text NOT NULL,
	"operator" text NOT NULL,
	"attempt" integer DEFAULT 1 NOT NULL,
	"stripe_refund_id" text,
	"refusal" text,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "refund_requests_pkey" PRIMARY KEY("wallet_id","id"),
	CONSTRAINT "refund_request_amount_positive" CHECK ("refund_requests"."amount_minor" > 0),
	CONSTRAINT "refund_request_reason_known" CHECK ("refund_requests"."reason" in ('requested_by_customer', 'duplicate', 'fraudulent')),
	CONSTRAINT "refund_request_attempt_positive" CHECK ("refund_requests"."attempt" >= 1)
);
--> statement-breakpoint
CREATE TABLE "disputes" (
	"wallet_id" uuid NOT NULL,
	"stripe_payment_intent_id" text NOT NULL,
	"stripe_charge_id" text,
	"livemode" boolean NOT NULL,
	"read_ticket" bigint NOT NULL,
	"happened_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"stripe_dispute_id" text NOT NULL,
	"currency" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"status" text NOT NULL,
	"reason" text NOT NULL,
	"due_by" timestamp with time zone,
	"is_refundable" boolean NOT NULL,
	CONSTRAINT "disputes_pkey" PRIMARY KEY("wallet_id","stripe_dispute_id"),
	CONSTRAINT "dispute_status_known" CHECK ("disputes"."status" in ('warning_needs_response', 'warning_under_review', 'warning_closed', 'needs_response', 'under_review', 'won', 'lost', 'prevented', 'appeal_needs_response', 'appeal_under_review')),
	CONSTRAINT "dispute_amount_not_negative" CHECK ("disputes"."amount_minor" >= 0)
);
--> statement-breakpoint
CREATE TABLE "fraud_warnings" (
	"wallet_id" uuid NOT NULL,
	"stripe_payment_intent_id" text NOT NULL,
	"stripe_charge_id" text,
	"livemode" boolean NOT NULL,
	"read_ticket" bigint NOT NULL,
	"happened_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"stripe_warning_id" text NOT NULL,
	"fraud_type" text NOT NULL,
	"actionable" boolean NOT NULL,
	CONSTRAINT "fraud_warnings_pkey" PRIMARY KEY("wallet_id","stripe_warning_id")
);
--> statement-breakpoint
CREATE TABLE "payment_reversals" (
	"wallet_id" uuid NOT NULL,
	"grant_id" uuid NOT NULL,
	"step" integer NOT NULL,
	"stripe_payment_intent_id" text NOT NULL,
	"cause" text NOT NULL,
	"taken" bigint NOT NULL,
	"spared" bigint NOT NULL,
	"given_grant_id" uuid,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "payment_reversals_pkey" PRIMARY KEY("wallet_id","grant_id","step"),
	CONSTRAINT "reversal_step_from_one" CHECK ("payment_reversals"."step" >= 1),
	CONSTRAINT "reversal_moves_something" CHECK ("payment_reversals"."taken" <> 0 or "payment_reversals"."spared" <> 0),
	CONSTRAINT "what_is_given_is_a_grant" CHECK (("payment_reversals"."taken" < 0) = ("payment_reversals"."given_grant_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "refunds" (
	"wallet_id" uuid NOT NULL,
	"stripe_payment_intent_id" text NOT NULL,
	"stripe_charge_id" text,
	"livemode" boolean NOT NULL,
	"read_ticket" bigint NOT NULL,
	"happened_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"stripe_refund_id" text NOT NULL,
	"currency" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"status" text NOT NULL,
	"reason" text,
	"failure_reason" text,
	CONSTRAINT "refunds_pkey" PRIMARY KEY("wallet_id","stripe_refund_id"),
	CONSTRAINT "refund_status_known" CHECK ("refunds"."status" in ('pending', 'requires_action', 'succeeded', 'failed', 'canceled')),
	CONSTRAINT "refund_amount_positive" CHECK ("refunds"."amount_minor" > 0)
);
--> statement-breakpoint
ALTER TABLE "credit_grants" DROP CONSTRAINT "grant_source_known";--> statement-breakpoint
ALTER TABLE "credit_holds" ALTER COLUMN "expires_at" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "credit_holds" ADD COLUMN "grant_id" uuid;--> statement-breakpoint
ALTER TABLE "refund_requests" ADD CONSTRAINT "refund_requests_wallet_id_wallets_id_fk" FOREIGN KEY ("wallet_id") REFERENCES "public"."wallets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disputes" ADD CONSTRAINT "disputes_wallet_id_wallets_id_fk" FOREIGN KEY ("wallet_id") REFERENCES "public"."wallets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fraud_warnings" ADD CONSTRAINT "fraud_warnings_wallet_id_wallets_id_fk" FOREIGN KEY ("wallet_id") REFERENCES "public"."wallets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_reversals" ADD CONSTRAINT "reversal_of_a_paid_grant" FOREIGN KEY ("wallet_id","grant_id") REFERENCES "public"."credit_grants"("wallet_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payment_reversals" ADD CONSTRAINT "reversal_gave_a_grant" FOREIGN KEY ("wallet_id","given_grant_id") REFERENCES "public"."credit_grants"("wallet_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_wallet_id_wallets_id_fk" FOREIGN KEY ("wallet_id") REFERENCES "public"."wallets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "refund_requests_of_a_payment" ON "refund_requests" USING btree ("wallet_id","stripe_payment_intent_id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_row_per_dispute" ON "disputes" USING btree ("stripe_dispute_id");--> statement-breakpoint
CREATE INDEX "disputes_of_a_payment" ON "disputes" USING btree ("wallet_id","stripe_payment_intent_id");--> statement-breakpoint
CREATE INDEX "disputes_by_time" ON "disputes" USING btree ("happened_at");--> statement-breakpoint
CREATE UNIQUE INDEX "one_row_per_fraud_warning" ON "fraud_warnings" USING btree ("stripe_warning_id");--> statement-breakpoint
CREATE INDEX "fraud_warnings_of_a_payment" ON "fraud_warnings" USING btree ("wallet_id","stripe_payment_intent_id");--> statement-breakpoint
CREATE INDEX "fraud_warnings_by_time" ON "fraud_warnings" USING btree ("happened_at");--> statement-breakpoint
CREATE INDEX "reversals_of_a_payment" ON "payment_reversals" USING btree ("wallet_id","stripe_payment_intent_id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_row_per_refund" ON "refunds" USING btree ("stripe_refund_id");--> statement-breakpoint
CREATE INDEX "refunds_of_a_payment" ON "refunds" USING btree ("wallet_id","stripe_payment_intent_id");--> statement-breakpoint
CREATE INDEX "refunds_by_time" ON "refunds" USING btree ("happened_at");--> statement-breakpoint
ALTER TABLE "credit_holds" ADD CONSTRAINT "hold_of_a_grant" FOREIGN KEY ("wallet_id","grant_id") REFERENCES "public"."credit_grants"("wallet_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credit_grants" ADD CONSTRAINT "grant_source_known" CHECK ("credit_grants"."source" in ('pack', 'plan', 'payment_without_order', 'adjustment', 'given_back'));--> statement-breakpoint
ALTER TABLE "credit_holds" ADD CONSTRAINT "hold_without_end_is_of_a_grant" CHECK (("credit_holds"."expires_at" is null) = ("credit_holds"."grant_id" is not null));--> statement-breakpoint
ALTER TABLE "credit_holds" ADD CONSTRAINT "hold_of_a_grant_is_never_captured" CHECK ("credit_holds"."grant_id" is null or "credit_holds"."captured_at" is null);