import { z } from "zod";
import {
  type Fault,
  fault,
  isProduction,
  type Rule,
  type Settings,
  STAND_INS,
  valid,
  webUrl,
} from "./env-fault";
import { STRIPE_CALL_RULES, STRIPE_RULES, soldForNothing } from "./env-stripe-rules";
import { isLoopback, publicAddress } from "./public-address";

const AUTH_SECRET_CHARACTERS_MIN = 32;
const CRON_SECRET_CHARACTERS_MIN = 16;
const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"];

const databaseUrl = z.url({ protocol: /^postgres(ql)?$/ }).refine((text) => {
  const url = URL.canParse(text) ? new URL(text) : null;
  return Boolean(url?.hostname) && (url?.pathname.length ?? 0) > 1;
});
const mailUrl = z.url({ protocol: /^smtps?$/ });
const port = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .pipe(z.int().min(1).max(65_535));
const mailAddress = z.email();

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
  settings.API_REQUESTS_PER_MINUTE !== undefined &&
    !/^[1-9]\d{0,8}$/.test(settings.API_REQUESTS_PER_MINUTE) &&
    fault("API_REQUESTS_PER_MINUTE", "is not a number of calls", "write a whole number, or remove it"),
  settings.LOG_LEVEL !== undefined &&
    !LOG_LEVELS.includes(settings.LOG_LEVEL) &&
    fault("LOG_LEVEL", "is not a log level", `use one of ${LOG_LEVELS.join(", ")}`),
];

/** What an environment is for: a server that sells, or a command of an owner that only speaks to Stripe. */
export type Purpose = "server" | "stripe";

const RULES: Record<Purpose, Rule[]> = {
  server: [database, ...STRIPE_RULES, authSecret, appUrl, others],
  stripe: STRIPE_CALL_RULES,
};
const OURS = /^(DATABASE_URL|STRIPE_.*|APP_URL|.*_SECRET|.*_TOKEN|ENCRYPTION_KEYS|SMTP_URL)$/;

/** Runs every rule of the purpose; faults stop the start, warnings do not. */
export function checkSettings(
  settings: Settings,
  source: Settings,
  purpose: Purpose,
): { faults: Fault[]; warnings: Fault[] } {
  const faults = RULES[purpose].flatMap((rule) => rule(settings)).filter((found) => found !== false);
  const closed = purpose === "server" &&
    !settings.STRIPE_WEBHOOK_SECRET && [
      fault(
        "STRIPE_WEBHOOK_SECRET",
        isProduction(settings)
          ? "is missing, so every webhook is refused"
          : "is missing, so only what `npm run stripe:listen` forwards is taken",
        isProduction(settings)
          ? "set the endpoint's signing secret"
          : "run that beside this server, or set the endpoint's signing secret",
      ),
    ];
  const testing = purpose === "server" ? soldForNothing(settings).filter((one) => one !== false) : [];
  return { faults, warnings: [...(closed || []), ...testing, ...strayWhiteSpace(source)] };
}

function strayWhiteSpace(source: Settings): Fault[] {
  return Object.entries(source)
    .filter(([name, value]) => OURS.test(name) && value && value !== value.trim())
    .map(([name]) => fault(name, "has white space around it, which was ignored", "paste it again without"));
}
