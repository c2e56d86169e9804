CREATE TABLE "reconciliation_findings" (
	"run_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"object" text NOT NULL,
	"object_id" text NOT NULL,
	"wallet_id" uuid,
	"stripe_side" jsonb,
	"our_side" jsonb,
	"action" text DEFAULT 'open' NOT NULL,
	"said" text,
	"found_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "reconciliation_findings_pkey" PRIMARY KEY("run_id","id"),
	CONSTRAINT "finding_action_known" CHECK ("reconciliation_findings"."action" in ('open', 'healed', 'left'))
);
--> statement-breakpoint
CREATE TABLE "reconciliation_runs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"livemode" boolean NOT NULL,
	"days" integer,
	"since" timestamp with time zone,
	"until" timestamp with time zone NOT NULL,
	"state" text DEFAULT 'running' NOT NULL,
	"step" text NOT NULL,
	"cursor" text,
	"listed_count" integer DEFAULT 0 NOT NULL,
	"healed_count" integer DEFAULT 0 NOT NULL,
	"left_count" integer DEFAULT 0 NOT NULL,
	"stripe_totals" jsonb NOT NULL,
	"proof" jsonb,
	"is_zero" boolean,
	"trouble" text,
	"lease" uuid NOT NULL,
	"leased_until" timestamp with time zone NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	CONSTRAINT "reconciliation_state_known" CHECK ("reconciliation_runs"."state" in ('running', 'finished', 'abandoned')),
	CONSTRAINT "finished_reconciliation_has_its_proof" CHECK (("reconciliation_runs"."state" = 'finished') = ("reconciliation_runs"."proof" is not null and "reconciliation_runs"."is_zero" is not null and "reconciliation_runs"."finished_at" is not null)),
	CONSTRAINT "reconciliation_counts_not_negative" CHECK ("reconciliation_runs"."listed_count" >= 0 and "reconciliation_runs"."healed_count" >= 0 and "reconciliation_runs"."left_count" >= 0)
);
--> statement-breakpoint
CREATE TABLE "reconciliation_seen" (
	"run_id" uuid NOT NULL,
	"object_id" text NOT NULL,
	CONSTRAINT "reconciliation_seen_pkey" PRIMARY KEY("run_id","object_id")
);
--> statement-breakpoint
ALTER TABLE "reconciliation_findings" ADD CONSTRAINT "reconciliation_findings_run_id_reconciliation_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."reconciliation_runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "one_finding_of_a_kind_for_an_object" ON "reconciliation_findings" USING btree ("run_id","kind","object_id");--> statement-breakpoint
CREATE INDEX "reconciliations_newest_first" ON "reconciliation_runs" USING btree ("started_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "reconciliations_under_way" ON "reconciliation_runs" USING btree ("leased_until") WHERE "reconciliation_runs"."state" = 'running';