import type { Fault, Settings } from "./env-fault";
import { checkSettings, type Purpose, trimmed } from "./env-rules";
import { isLoopback, publicAddress } from "./public-address";

/** What the app needs to know of its surroundings, checked and in one place. */
export type Env = {
  /** Built for production. True on previews too: a preview is public, so nothing meant for developers shows. */
  production: boolean;
  /** On Vercel, where nothing is embedded. */
  hosted: boolean;
  databaseUrl: string;
  /** The public address, without a trailing slash. */
  appUrl: string;
  port: number;
  stripe: {
    secretKey: string;
    publishableKey: string;
    /** Several while a secret is being rotated; empty means that the door is closed. */
    webhookSecrets: string[];
    /** Where `npm run stripe:listen` leaves the secret it was given; null where only the environment opens the door. */
    listenFile: string | null;
    /** Where the API is, when it is not Stripe's own. */
    apiBase: string | null;
    /** Whether that is the emulator on this machine. */
    emulated: boolean;
    livemode: boolean;
  };
  authSecret: string;
  /** Lower case. */
  adminEmails: string[];
  smtpUrl: string | null;
  cronSecret: string | null;
  /** Calls a minute that one API key may make of one server; null for the usual number. */
  apiRequestsPerMinute: number | null;
  logLevel: string;
};

/** The environment, or every fault in it; warnings are things to know that stop nothing. */
export type ParsedEnv = { ok: true; env: Env; warnings: Fault[] } | { ok: false; faults: Fault[] };

type Source = Record<string, string | undefined>;

/** Checks the whole environment at once. No fault, warning or message ever contains a value that is secret. */
export function parseEnv(source: Source, purpose: Purpose = "server"): ParsedEnv {
  const { env, faults, warnings } = inspectEnv(source, purpose);
  return faults.length > 0 ? { ok: false, faults } : { ok: true, env, warnings };
}

/** The environment as far as it can be read, beside all that is wrong with it: for telling, never for serving. */
export function inspectEnv(
  source: Source,
  purpose: Purpose = "server",
): { env: Env; faults: Fault[]; warnings: Fault[] } {
  const settings = trimmed(source);
  return { env: toEnv(settings), ...checkSettings(settings, source, purpose) };
}

let parsed: Env | undefined;

/** The environment of this process, parsed once. Throws with the list of all faults when it is not usable. */
export function env(): Env {
  if (parsed) return parsed;
  const result = parseEnv(process.env);
  if (!result.ok) throw new Error(describeFaults(result.faults));
  parsed = result.env;
  return parsed;
}

/** For a command whose environment is not a server's: what `env()` answers from now on. */
export function useEnv(env: Env): void {
  parsed = env;
}

/** Tests and the start scripts: the next `env()` reads the environment again. */
export function forgetEnv(): void {
  parsed = undefined;
}

/** The faults for a person at a terminal: what is wrong with which setting, and the cure of each. */
export function describeFaults(faults: Fault[]): string {
  const lines = faults.map((fault) => `  ${fault.name}: ${fault.problem}\n    Cure: ${fault.cure}`);
  const count = faults.length === 1 ? "1 setting is" : `${faults.length} settings are`;
  return [`Topup cannot start: ${count} wrong.`, ...lines].join("\n");
}

function toEnv(settings: Settings): Env {
  return {
    production: settings.NODE_ENV === "production",
    hosted: Boolean(settings.VERCEL),
    databaseUrl: settings.DATABASE_URL ?? "",
    appUrl: publicAddress(settings) ?? "",
    port: Number(settings.PORT ?? 3000),
    stripe: toStripe(settings),
    authSecret: settings.AUTH_SECRET ?? "",
    adminEmails: list(settings.ADMIN_EMAILS).map((address) => address.toLowerCase()),
    smtpUrl: settings.SMTP_URL ?? null,
    cronSecret: settings.CRON_SECRET ?? null,
    apiRequestsPerMinute: settings.API_REQUESTS_PER_MINUTE ? Number(settings.API_REQUESTS_PER_MINUTE) : null,
    logLevel: settings.LOG_LEVEL ?? "info",
  };
}

function toStripe(settings: Settings): Env["stripe"] {
  const apiBase = settings.STRIPE_API_BASE?.replace(/\/+$/, "") ?? null;
  return {
    secretKey: settings.STRIPE_SECRET_KEY ?? "",
    publishableKey: settings.STRIPE_PUBLISHABLE_KEY ?? "",
    webhookSecrets: list(settings.STRIPE_WEBHOOK_SECRET),
    listenFile: listenFile(settings),
    apiBase,
    emulated: apiBase !== null && URL.canParse(apiBase) && isLoopback(new URL(apiBase)),
    livemode: settings.STRIPE_SECRET_KEY?.includes("_live_") ?? false,
  };
}

/** On a developer's machine alone: a deployment trusts what its owner configured and nothing that lies in a folder. */
function listenFile(settings: Settings): string | null {
  const local = settings.NODE_ENV !== "production" && !settings.VERCEL;
  return local && settings.TOPUP_DATA ? `${settings.TOPUP_DATA}/stripe-listen.json` : null;
}

function list(value: string | undefined): string[] {
  return (value ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);
}
