import type { LocalSecrets } from "./local-secrets";
import type { Mode } from "./next-app";

type Source = Record<string, string | undefined>;

/** Which stand-ins a start brings, and which secrets it fills in. */
export type Plan = { embedsDatabase: boolean; emulatesStripe: boolean; fillsAuthSecret: boolean };

const has = (source: Source, name: string): boolean => Boolean(source[name]?.trim());

/**
 * What is missing and may be stood in for. A `DATABASE_URL` or Stripe keys replace the stand-ins one by one;
 * half a pair of keys is no reason to bring the emulator but a fault to report. In production only an app that
 * is local through and through gets a generated secret: anything real needs one that survives this machine.
 */
export function planStart(source: Source, mode: Mode): Plan {
  const hosted = has(source, "VERCEL");
  const embedsDatabase = !hosted && !has(source, "DATABASE_URL");
  const stripeNames = ["STRIPE_SECRET_KEY", "STRIPE_PUBLISHABLE_KEY", "STRIPE_API_BASE"];
  const emulatesStripe = !hosted && !stripeNames.some((name) => has(source, name));
  const local = embedsDatabase && emulatesStripe && !has(source, "APP_URL");
  const fillsAuthSecret = !hosted && !has(source, "AUTH_SECRET") && (mode === "dev" || local);
  return { embedsDatabase, emulatesStripe, fillsAuthSecret };
}

/**
 * The environment as it will be, with the shape of what the stand-ins bring, so that every fault is found before
 * anything is started.
 */
export function plannedSettings(source: Source, mode: Mode, plan: Plan, secrets: LocalSecrets): Source {
  return {
    ...source,
    NODE_ENV: mode === "dev" ? "development" : "production",
    ...(plan.fillsAuthSecret ? { AUTH_SECRET: secrets.authSecret } : {}),
    ...(plan.embedsDatabase ? { DATABASE_URL: "postgres://topup:local@127.0.0.1:5432/topup" } : {}),
    ...(plan.emulatesStripe
      ? {
          STRIPE_SECRET_KEY: "sk_test_emulator0000000000",
          STRIPE_PUBLISHABLE_KEY: "pk_test_emulator0000000000",
          STRIPE_API_BASE: "http://127.0.0.1:12111",
          STRIPE_WEBHOOK_SECRET: source.STRIPE_WEBHOOK_SECRET?.trim() || secrets.webhookSecret,
        }
      : {}),
  };
}
