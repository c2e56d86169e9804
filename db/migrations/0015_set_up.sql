CREATE TABLE "cron_calls" (
	"path" text PRIMARY KEY NOT NULL,
	"called_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"trouble" text,
	CONSTRAINT "trouble_of_an_ended_call" CHECK ("cron_calls"."trouble" is null or "cron_calls"."ended_at" is not null)
);
--> statement-breakpoint
CREATE TABLE "set_up_looks" (
	"livemode" boolean PRIMARY KEY NOT NULL,
	"findings" jsonb NOT NULL,
	"looked_at" timestamp with time zone NOT NULL
);
