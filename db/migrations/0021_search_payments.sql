CREATE INDEX "users_by_beginning_of_address" ON "users" USING btree ("email" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "orders_by_id" ON "orders" USING btree ("id");