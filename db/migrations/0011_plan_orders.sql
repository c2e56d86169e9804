CREATE TABLE "trial_uses" (
	"mark" text PRIMARY KEY NOT NULL,
	"wallet_id" uuid NOT NULL,
	"order_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "interval" text;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "stripe_price_id" text;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "trial_days" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "trial_credits" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "due_minor" bigint;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "renewal_minor" bigint;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "discount" jsonb;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "revision" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "stripe_subscription_id" text;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "stripe_setup_intent_id" text;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "paid_with" jsonb;--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "stripe_invoice_id" text;--> statement-breakpoint
CREATE INDEX "trial_uses_of_an_order" ON "trial_uses" USING btree ("wallet_id","order_id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_order_per_subscription" ON "orders" USING btree ("stripe_subscription_id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_order_per_setup_intent" ON "orders" USING btree ("stripe_setup_intent_id");--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "order_of_a_plan_is_whole" CHECK (("orders"."kind" = 'plan') = ("orders"."interval" is not null and "orders"."stripe_price_id" is not null
        and "orders"."due_minor" is not null and "orders"."renewal_minor" is not null));--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "order_of_a_plan_amounts" CHECK ("orders"."due_minor" >= 0 and "orders"."renewal_minor" >= 0 and "orders"."trial_days" >= 0 and "orders"."trial_credits" >= 0);--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "order_of_a_plan_interval_known" CHECK ("orders"."interval" in ('month', 'year'));