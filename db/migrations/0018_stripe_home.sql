CREATE TABLE "stripe_home" (
	"only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"mode" text NOT NULL,
	"account_id" text,
	"key_fingerprint" text,
	"claimed_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "home_is_one" CHECK ("stripe_home"."only"),
	CONSTRAINT "home_mode_known" CHECK ("stripe_home"."mode" in ('live', 'test', 'emulator'))
);
