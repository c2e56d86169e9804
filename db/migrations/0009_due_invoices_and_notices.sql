CREATE TABLE "due_invoices" (
	"wallet_id" uuid NOT NULL,
	"stripe_invoice_id" text NOT NULL,
	"stripe_subscription_id" text NOT NULL,
	"status" text NOT NULL,
	"ask" text NOT NULL,
	"currency" text NOT NULL,
	"amount_due_minor" bigint NOT NULL,
	"attempts" integer NOT NULL,
	"next_attempt_at" timestamp with time zone,
	"due_since" timestamp with time zone NOT NULL,
	"last_refusal" jsonb,
	"read_ticket" bigint NOT NULL,
	"claimed_until" timestamp with time zone,
	"tries" integer DEFAULT 0 NOT NULL,
	"tried_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "due_invoices_pkey" PRIMARY KEY("wallet_id","stripe_invoice_id"),
	CONSTRAINT "due_invoice_status_known" CHECK ("due_invoices"."status" in ('open', 'paid', 'void', 'uncollectible')),
	CONSTRAINT "due_invoice_ask_known" CHECK ("due_invoices"."ask" in ('payment', 'bank')),
	CONSTRAINT "due_invoice_counts" CHECK ("due_invoices"."amount_due_minor" >= 0 and "due_invoices"."attempts" >= 0 and "due_invoices"."tries" >= 0)
);
--> statement-breakpoint
CREATE TABLE "notices" (
	"wallet_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"data" jsonb NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp with time zone,
	"last_error" text,
	"sent_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "notices_pkey" PRIMARY KEY("wallet_id","kind","subject"),
	CONSTRAINT "notice_kind_known" CHECK ("notices"."kind" in ('payment_failed', 'bank_confirmation', 'plan_unpaid', 'plan_ended', 'trial_ends_soon')),
	CONSTRAINT "notice_state_known" CHECK ("notices"."state" in ('waiting', 'sent', 'dropped', 'parked')),
	CONSTRAINT "waiting_notice_has_a_time" CHECK (("notices"."state" = 'waiting') = ("notices"."next_attempt_at" is not null)),
	CONSTRAINT "sent_notice_is_dated" CHECK (("notices"."state" = 'sent') = ("notices"."sent_at" is not null))
);
--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "locale" text;--> statement-breakpoint
ALTER TABLE "due_invoices" ADD CONSTRAINT "due_invoices_wallet_id_wallets_id_fk" FOREIGN KEY ("wallet_id") REFERENCES "public"."wallets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_wallet_id_wallets_id_fk" FOREIGN KEY ("wallet_id") REFERENCES "public"."wallets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "one_row_per_due_invoice" ON "due_invoices" USING btree ("stripe_invoice_id");--> statement-breakpoint
CREATE INDEX "due_invoices_of_a_subscription" ON "due_invoices" USING btree ("wallet_id","stripe_subscription_id","due_since");--> statement-breakpoint
CREATE INDEX "notices_due" ON "notices" USING btree ("next_attempt_at") WHERE "notices"."state" = 'waiting';--> statement-breakpoint
CREATE INDEX "notices_parked" ON "notices" USING btree ("created_at" DESC NULLS LAST) WHERE "notices"."state" = 'parked';