CREATE TABLE "api_requests" (
	"wallet_id" uuid NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"status" smallint NOT NULL,
	"body" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "api_requests_pkey" PRIMARY KEY("wallet_id","key"),
	CONSTRAINT "api_request_key_length" CHECK (length("api_requests"."key") between 1 and 255),
	CONSTRAINT "api_request_was_done" CHECK ("api_requests"."status" between 200 and 299)
);
--> statement-breakpoint
ALTER TABLE "api_requests" ADD CONSTRAINT "api_requests_wallet_id_wallets_id_fk" FOREIGN KEY ("wallet_id") REFERENCES "public"."wallets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "api_requests_by_age" ON "api_requests" USING btree ("created_at");