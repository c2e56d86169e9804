DROP INDEX "open_holds_by_expiry";--> statement-breakpoint
ALTER TABLE "ledger_operations" ADD COLUMN "operator" text;--> statement-breakpoint
ALTER TABLE "ledger_operations" ADD COLUMN "reversed_grant_id" uuid;--> statement-breakpoint
ALTER TABLE "ledger_operations" ADD CONSTRAINT "reversal_of_a_grant" FOREIGN KEY ("wallet_id","reversed_grant_id") REFERENCES "public"."credit_grants"("wallet_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "one_hold_per_operation" ON "credit_holds" USING btree ("wallet_id","operation_key");--> statement-breakpoint
CREATE INDEX "reversals_of_a_grant" ON "ledger_operations" USING btree ("wallet_id","reversed_grant_id") WHERE "ledger_operations"."reversed_grant_id" is not null;--> statement-breakpoint
CREATE INDEX "wallets_by_next_expiry" ON "wallets" USING btree ("next_expiry_at") WHERE "wallets"."next_expiry_at" is not null;--> statement-breakpoint
CREATE INDEX "open_holds_by_expiry" ON "credit_holds" USING btree ("wallet_id","expires_at") WHERE "credit_holds"."captured_at" is null and "credit_holds"."released_at" is null;--> statement-breakpoint
ALTER TABLE "ledger_operations" ADD CONSTRAINT "adjustment_names_its_operator" CHECK (("ledger_operations"."kind" = 'adjust') = ("ledger_operations"."operator" is not null));--> statement-breakpoint
ALTER TABLE "ledger_operations" ADD CONSTRAINT "reversal_names_its_grant" CHECK (("ledger_operations"."kind" = 'reverse') = ("ledger_operations"."reversed_grant_id" is not null));