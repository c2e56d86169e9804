ALTER TABLE "credit_grants" ADD COLUMN "keep_on_return" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "credit_grants" ADD COLUMN "keep_key" text;--> statement-breakpoint
ALTER TABLE "credit_grants" ADD CONSTRAINT "what_is_kept_on_return_has_a_key" CHECK (("credit_grants"."keep_on_return" > 0) = ("credit_grants"."keep_key" is not null));--> statement-breakpoint
ALTER TABLE "credit_grants" ADD CONSTRAINT "kept_on_return_not_negative" CHECK ("credit_grants"."keep_on_return" >= 0);