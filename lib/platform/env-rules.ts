import { z } from "zod";
import { isLoopback, publicAddress } from "./public-address";

/** One thing wrong with the environment: which setting, what about it, and what to do. Never its value. */
export type Fault = { name: string; problem: string; cure: string };

/** The environment without white space around values and without empty values. */
export type Settings = Record<string, string | undefined>;

type Rule = (settings: Settings) => (Fault | false)[];

const AUTH_SECRET_CHARACTERS_MIN = 32;
const CRON_SECRET_CHARACTERS_MIN = 16;
const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"];
const STAND_INS = "or start with `npm run dev` or `npm start`, which bring a local stand-in";

const SECRET_KEY = /^(sk|rk)_(test|live)_[A-Za-z0-9_]{8,}$/;
const PUBLISHABLE_KEY = /^pk_(test|live)_[A-Za-z0-9_]{8,}$/;
const WEBHOOK_SECRET = /^whsec_[A-Za-z0-9+/=_-]{8,}$/;

const databaseUrl = z.url({ protocol: /^postgres(ql)?$/ }).refine((text) => {
  const url = URL.canParse(text) ? new URL(text) : null;
  return Boolean(url?.hostname) && (url?.pathname.length ?? 0) > 1;
});
const webUrl = z.url({ protocol: /^https?$/ });
const mailUrl = z.url({ protocol: /^smtps?$/ });
const port = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .pipe(z.int().min(1).max(65_535));
const mailAddress = z.email();

const fault = (name: string, problem: string, cure: string): Fault => ({ name, problem, cure });
const valid = (schema: z.ZodType, value: unknown): boolean => schema.safeParse(value).success;
const isProduction = (settings: Settings): boolean => settings.NODE_ENV === "production";

/** Pasted secrets often carry a newline, which would break every signature and header made from them. */
export function trimmed(source: Settings): Settings {
  return Object.fromEntries(
    Object.entries(source).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()]] : [])),
  );
}

const database: Rule = ({ DATABASE_URL: url }) => [
  !url && fault("DATABASE_URL", "is missing", `set the address of a PostgreSQL database, ${STAND_INS}`),
  url !== undefined &&
    !valid(databaseUrl, url) &&
    fault(
      "DATABASE_URL",
      "is not a PostgreSQL address",
      "write it as postgres://user:password@host:5432/name",
    ),
];

const stripeKeys: Rule = ({ STRIPE_SECRET_KEY: secret, STRIPE_PUBLISHABLE_KEY: publishable }) => [
  !secret &&
    fault("STRIPE_SECRET_KEY", "is missing", `copy it from Stripe's dashboard (API keys), ${STAND_INS}`),
  !publishable &&
    fault("STRIPE_PUBLISHABLE_KEY", "is missing", "copy it from the same page as the secret key"),
  secret !== undefined &&
    !SECRET_KEY.test(secret) &&
    fault(
      "STRIPE_SECRET_KEY",
      "is not a Stripe secret key",
      "it starts with sk_test_, sk_live_, rk_test_ or rk_live_",
    ),
  publishable !== undefined &&
    !PUBLISHABLE_KEY.test(publishable) &&
    fault("STRIPE_PUBLISHABLE_KEY", "is not a Stripe publishable key", "it starts with pk_test_ or pk_live_"),
];

function modeOf(key: string | undefined): string | undefined {
  return key?.match(/^(?:sk|rk|pk)_(test|live)_/)?.[1];
}

const stripeModes: Rule = (settings) => {
  const secret = modeOf(settings.STRIPE_SECRET_KEY);
  const publishable = modeOf(settings.STRIPE_PUBLISHABLE_KEY);
  const live = secret === "live" || publishable === "live";
  const keys = "STRIPE_SECRET_KEY";
  return [
    secret !== undefined &&
      publishable !== undefined &&
      secret !== publishable &&
      fault(keys, `is a ${secret} key beside a ${publishable} publishable key`, "take both from one mode"),
    live &&
      settings.STRIPE_API_BASE !== undefined &&
      fault(
        "STRIPE_API_BASE",
        "is set beside a live key",
        "remove it, or use test keys: live money goes to Stripe only",
      ),
    live &&
      (!isProduction(settings) || settings.VERCEL_ENV === "preview") &&
      fault(
        keys,
        "is a live key outside production",
        "use test keys here, so that no test charges a real card",
      ),
    live &&
      !settings.APP_URL &&
      !settings.VERCEL &&
      fault(
        "APP_URL",
        "is missing beside a live key",
        "set the public https address, where payers come back to",
      ),
  ];
};

const stripeAddress: Rule = ({ STRIPE_API_BASE: base, VERCEL }) => {
  if (!base) return [];
  const usable = valid(webUrl, base);
  return [
    !usable &&
      fault("STRIPE_API_BASE", "is not a web address", "write it as http://127.0.0.1:12111, or remove it"),
    usable &&
      VERCEL !== undefined &&
      isLoopback(new URL(base)) &&
      fault("STRIPE_API_BASE", "names this machine, on Vercel", "remove it: the emulator does not run there"),
  ];
};

const webhookSecrets: Rule = ({ STRIPE_WEBHOOK_SECRET: secrets }) => [
  secrets !== undefined &&
    !secrets.split(",").every((secret) => WEBHOOK_SECRET.test(secret.trim())) &&
    fault(
      "STRIPE_WEBHOOK_SECRET",
      "holds something that is not a signing secret",
      "each secret starts with whsec_; separate several with commas",
    ),
];

const authSecret: Rule = ({ AUTH_SECRET: secret }) => {
  const cure = `set at least ${AUTH_SECRET_CHARACTERS_MIN} random characters: openssl rand -base64 32`;
  if (!secret) return [fault("AUTH_SECRET", "is missing", cure)];
  return [
    secret.length < AUTH_SECRET_CHARACTERS_MIN && fault("AUTH_SECRET", "is too short to be safe", cure),
  ];
};

const appUrl: Rule = (settings) => {
  const url = publicAddress(settings);
  if (!url) return [fault("APP_URL", "is missing", "set the public address of this deployment")];
  if (!valid(webUrl, url))
    return [fault("APP_URL", "is not a web address", "write it as https://shop.example")];
  const parsed = new URL(url);
  return [
    parsed.origin !== url &&
      fault("APP_URL", "holds more than an origin", "write the scheme and host only, in lower case"),
    isProduction(settings) &&
      parsed.protocol === "http:" &&
      !isLoopback(parsed) &&
      fault("APP_URL", "is not https in production", "use https: sessions and card forms need it"),
  ];
};

const others: Rule = (settings) => [
  settings.PORT !== undefined &&
    !valid(port, settings.PORT) &&
    fault("PORT", "is not a port", "write a number from 1 to 65535"),
  settings.ADMIN_EMAILS !== undefined &&
    !settings.ADMIN_EMAILS.split(",").every((part) => !part.trim() || valid(mailAddress, part.trim())) &&
    fault("ADMIN_EMAILS", "holds something that is not a mail address", "separate addresses with commas"),
  settings.SMTP_URL !== undefined &&
    !valid(mailUrl, settings.SMTP_URL) &&
    fault("SMTP_URL", "is not a mail server's address", "write it as smtps://user:password@host:465"),
  settings.CRON_SECRET !== undefined &&
    settings.CRON_SECRET.length < CRON_SECRET_CHARACTERS_MIN &&
    fault(
      "CRON_SECRET",
      "is too short to be safe",
      `set at least ${CRON_SECRET_CHARACTERS_MIN} random characters`,
    ),
  settings.LOG_LEVEL !== undefined &&
    !LOG_LEVELS.includes(settings.LOG_LEVEL) &&
    fault("LOG_LEVEL", "is not a log level", `use one of ${LOG_LEVELS.join(", ")}`),
];

const RULES = [database, stripeKeys, stripeModes, stripeAddress, webhookSecrets, authSecret, appUrl, others];
const OURS = /^(DATABASE_URL|STRIPE_.*|APP_URL|.*_SECRET|.*_TOKEN|ENCRYPTION_KEYS|SMTP_URL)$/;

/** Runs every rule; faults stop the start, warnings do not. */
export function checkSettings(settings: Settings, source: Settings): { faults: Fault[]; warnings: Fault[] } {
  const faults = RULES.flatMap((rule) => rule(settings)).filter((found) => found !== false);
  const closed = !settings.STRIPE_WEBHOOK_SECRET && [
    fault(
      "STRIPE_WEBHOOK_SECRET",
      "is missing, so every webhook is refused",
      "set the endpoint's signing secret",
    ),
  ];
  return { faults, warnings: [...(closed || []), ...strayWhiteSpace(source)] };
}

function strayWhiteSpace(source: Settings): Fault[] {
  return Object.entries(source)
    .filter(([name, value]) => OURS.test(name) && value && value !== value.trim())
    .map(([name]) => fault(name, "has white space around it, which was ignored", "paste it again without"));
}
