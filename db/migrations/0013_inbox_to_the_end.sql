CREATE TABLE "event_sweeps" (
	"livemode" boolean PRIMARY KEY NOT NULL,
	"swept_until" timestamp with time zone NOT NULL,
	"reached_at" timestamp with time zone,
	"trouble" text,
	"gap_from" timestamp with time zone,
	"gap_until" timestamp with time zone,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "gap_has_two_ends" CHECK (("event_sweeps"."gap_from" is null) = ("event_sweeps"."gap_until" is null)),
	CONSTRAINT "gap_lies_in_the_past" CHECK ("event_sweeps"."gap_until" <= "event_sweeps"."swept_until")
);
--> statement-breakpoint
ALTER TABLE "inbox_events" DROP CONSTRAINT "failed_event_will_run_again";--> statement-breakpoint
ALTER TABLE "inbox_events" DROP CONSTRAINT "inbox_state_known";--> statement-breakpoint
DROP INDEX "inbox_due";--> statement-breakpoint
ALTER TABLE "inbox_events" ADD COLUMN "waits" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "inbox_to_trim" ON "inbox_events" USING btree ("received_at") WHERE "inbox_events"."payload" is not null and "inbox_events"."state" in ('processed', 'ignored');--> statement-breakpoint
CREATE INDEX "inbox_due" ON "inbox_events" USING btree ("next_attempt_at") WHERE "inbox_events"."next_attempt_at" is not null;--> statement-breakpoint
ALTER TABLE "inbox_events" ADD CONSTRAINT "unfinished_event_will_run_again" CHECK (("inbox_events"."state" in ('failed', 'waiting')) = ("inbox_events"."next_attempt_at" is not null));--> statement-breakpoint
ALTER TABLE "inbox_events" ADD CONSTRAINT "waits_are_attempts" CHECK ("inbox_events"."waits" between 0 and "inbox_events"."attempts");--> statement-breakpoint
ALTER TABLE "inbox_events" ADD CONSTRAINT "inbox_state_known" CHECK ("inbox_events"."state" in ('processed', 'ignored', 'failed', 'waiting', 'parked'));