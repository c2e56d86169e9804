import { expect, test } from "vitest";
import { describeFaults, parseEnv } from "./env";

const LOCAL = {
  NODE_ENV: "development",
  DATABASE_URL: "postgres://topup:local@127.0.0.1:5432/topup",
  STRIPE_SECRET_KEY: "sk_test_emulator0000000000",
  STRIPE_PUBLISHABLE_KEY: "pk_test_emulator0000000000",
  STRIPE_API_BASE: "http://127.0.0.1:12111",
  STRIPE_WEBHOOK_SECRET: "whsec_0123456789abcdef",
  AUTH_SECRET: "0123456789abcdef0123456789abcdef",
};
const LIVE = {
  ...LOCAL,
  NODE_ENV: "production",
  STRIPE_SECRET_KEY: "sk_live_canary00000000",
  STRIPE_PUBLISHABLE_KEY: "pk_live_canary00000000",
  STRIPE_API_BASE: undefined,
  APP_URL: "https://shop.example",
};

type Source = Record<string, string | undefined>;

function faultsOf(source: Source): string[] {
  const result = parseEnv(source);
  return result.ok ? [] : result.faults.map((fault) => `${fault.name} ${fault.problem}`);
}

function envOf(source: Source) {
  const result = parseEnv(source);
  if (!result.ok) throw new Error(describeFaults(result.faults));
  return result;
}

test("the local environment is fine and known to be emulated", () => {
  const { env, warnings } = envOf(LOCAL);
  expect(env.stripe).toMatchObject({ emulated: true, livemode: false, apiBase: "http://127.0.0.1:12111" });
  expect(env).toMatchObject({
    production: false,
    hosted: false,
    appUrl: "http://localhost:3000",
    port: 3000,
  });
  expect(warnings).toEqual([]);
});

test("a live environment in production is fine", () => {
  expect(envOf(LIVE).env.stripe).toMatchObject({ emulated: false, livemode: true, apiBase: null });
});

test("an empty environment lists everything that is missing at once", () => {
  expect(faultsOf({})).toEqual([
    "DATABASE_URL is missing",
    "STRIPE_SECRET_KEY is missing",
    "STRIPE_PUBLISHABLE_KEY is missing",
    "AUTH_SECRET is missing",
  ]);
});

const faulty: [string, Source, string][] = [
  ["a malformed DATABASE_URL", { ...LOCAL, DATABASE_URL: "localhost:5432/topup" }, "DATABASE_URL is not a"],
  [
    "a DATABASE_URL of another database",
    { ...LOCAL, DATABASE_URL: "mysql://a:b@c/d" },
    "DATABASE_URL is not a",
  ],
  ["a DATABASE_URL without a name", { ...LOCAL, DATABASE_URL: "postgres://a:b@c" }, "DATABASE_URL is not a"],
  [
    "a live key with the emulator",
    { ...LIVE, STRIPE_API_BASE: LOCAL.STRIPE_API_BASE },
    "STRIPE_API_BASE is set",
  ],
  [
    "a live key with a proxy",
    { ...LIVE, STRIPE_API_BASE: "https://proxy.example" },
    "STRIPE_API_BASE is set",
  ],
  [
    "keys of two modes",
    { ...LIVE, STRIPE_PUBLISHABLE_KEY: LOCAL.STRIPE_PUBLISHABLE_KEY },
    "STRIPE_SECRET_KEY is a live",
  ],
  [
    "a live key in development",
    { ...LIVE, NODE_ENV: "development" },
    "STRIPE_SECRET_KEY is a live key outside",
  ],
  [
    "a live key on a preview",
    { ...LIVE, VERCEL: "1", VERCEL_ENV: "preview" },
    "STRIPE_SECRET_KEY is a live key outside",
  ],
  ["a live key without public address", { ...LIVE, APP_URL: undefined }, "APP_URL is missing beside"],
  [
    "a secret key alone",
    { ...LOCAL, STRIPE_PUBLISHABLE_KEY: undefined },
    "STRIPE_PUBLISHABLE_KEY is missing",
  ],
  ["a publishable key alone", { ...LOCAL, STRIPE_SECRET_KEY: undefined }, "STRIPE_SECRET_KEY is missing"],
  [
    "keys in each other's place",
    { ...LOCAL, STRIPE_SECRET_KEY: LOCAL.STRIPE_PUBLISHABLE_KEY },
    "STRIPE_SECRET_KEY is not",
  ],
  [
    "a STRIPE_API_BASE without scheme",
    { ...LOCAL, STRIPE_API_BASE: "127.0.0.1:12111" },
    "STRIPE_API_BASE is not",
  ],
  ["the emulator on Vercel", { ...LOCAL, VERCEL: "1" }, "STRIPE_API_BASE names this machine"],
  [
    "one bad webhook secret of two",
    { ...LOCAL, STRIPE_WEBHOOK_SECRET: "whsec_0123456789,we_1" },
    "STRIPE_WEBHOOK_SECRET holds",
  ],
  ["a missing AUTH_SECRET in production", { ...LIVE, AUTH_SECRET: " " }, "AUTH_SECRET is missing"],
  ["a short AUTH_SECRET", { ...LOCAL, AUTH_SECRET: "short" }, "AUTH_SECRET is too short"],
  ["a malformed APP_URL", { ...LIVE, APP_URL: "shop.example" }, "APP_URL is not a web address"],
  ["an APP_URL with a path", { ...LIVE, APP_URL: "https://shop.example/app" }, "APP_URL holds more"],
  ["plain http in production", { ...LIVE, APP_URL: "http://shop.example" }, "APP_URL is not https"],
  ["a port out of range", { ...LOCAL, PORT: "70000" }, "PORT is not a port"],
  [
    "an operator who is no mail address",
    { ...LOCAL, ADMIN_EMAILS: "a@b.example, root" },
    "ADMIN_EMAILS holds",
  ],
  ["a mail server that is no address", { ...LOCAL, SMTP_URL: "mail.example:25" }, "SMTP_URL is not"],
  ["an unknown log level", { ...LOCAL, LOG_LEVEL: "loud" }, "LOG_LEVEL is not"],
];

test.each(faulty)("%s is refused by name", (_, source, expected) => {
  const found = faultsOf(source);
  expect(
    found.some((fault) => fault.startsWith(expected)),
    found.join("; "),
  ).toBe(true);
});

test("plain http on this machine is fine in production, for a try-out", () => {
  expect(faultsOf({ ...LOCAL, NODE_ENV: "production" })).toEqual([]);
});

test("white space around a secret is ignored and told", () => {
  const { env, warnings } = envOf({ ...LOCAL, STRIPE_SECRET_KEY: `${LOCAL.STRIPE_SECRET_KEY}\n` });
  expect(env.stripe.secretKey).toBe(LOCAL.STRIPE_SECRET_KEY);
  expect(warnings.map((warning) => warning.name)).toEqual(["STRIPE_SECRET_KEY"]);
});

test("without a webhook secret the app starts with that door closed, and says so", () => {
  const { env, warnings } = envOf({ ...LOCAL, STRIPE_WEBHOOK_SECRET: "" });
  expect(env.stripe.webhookSecrets).toEqual([]);
  expect(warnings.map((warning) => warning.name)).toEqual(["STRIPE_WEBHOOK_SECRET"]);
});

test("a test key where the public is served is let through and told, and nowhere else", () => {
  const { STRIPE_SECRET_KEY, STRIPE_PUBLISHABLE_KEY } = LOCAL;
  const open = { ...LIVE, STRIPE_SECRET_KEY, STRIPE_PUBLISHABLE_KEY };
  const told = (source: Source) => envOf(source).warnings.map(({ name }) => name);
  expect(told(open)).toEqual(["STRIPE_SECRET_KEY"]);
  expect(told({ ...open, VERCEL: "1", VERCEL_ENV: "production" })).toEqual(["STRIPE_SECRET_KEY"]);
  expect(told({ ...open, VERCEL: "1", VERCEL_ENV: "preview" })).toEqual([]);
  expect(told({ ...open, APP_URL: "http://localhost:3000" })).toEqual([]);
  expect(told({ ...LOCAL, NODE_ENV: "production" })).toEqual([]);
  expect(told(LIVE)).toEqual([]);
});

test("a stand-in for Stripe where the public is served is told, for it sells for nothing", () => {
  const told = (source: Source) =>
    envOf({ ...LOCAL, NODE_ENV: "production", ...source }).warnings.map(({ name }) => name);
  expect(told({ APP_URL: "https://shop.example" })).toEqual(["STRIPE_API_BASE"]);
  expect(told({ APP_URL: "https://shop.example", STRIPE_API_BASE: "https://fake.example" })).toEqual([
    "STRIPE_API_BASE",
  ]);
  expect(told({ APP_URL: "http://localhost:3000" })).toEqual([]);
});

test("several webhook secrets may be active while one replaces the other", () => {
  const secrets = "whsec_0123456789abcdef, whsec_fedcba9876543210";
  expect(envOf({ ...LOCAL, STRIPE_WEBHOOK_SECRET: secrets }).env.stripe.webhookSecrets).toHaveLength(2);
});

test("operators are compared without case", () => {
  expect(envOf({ ...LOCAL, ADMIN_EMAILS: "Ada@Example.com," }).env.adminEmails).toEqual(["ada@example.com"]);
});

test("no fault ever shows the value it is about", () => {
  const canary = "canary7f3e";
  const source = Object.fromEntries(Object.keys(LIVE).map((name) => [name, `${canary} ${name}`]));
  const result = parseEnv({ ...source, PORT: canary, SMTP_URL: canary, ADMIN_EMAILS: canary });
  expect(result.ok).toBe(false);
  expect(JSON.stringify(result)).not.toContain(canary);
});

test("a command that only speaks to Stripe needs its keys and nothing else, also live ones outside production", () => {
  const { STRIPE_SECRET_KEY, STRIPE_PUBLISHABLE_KEY } = LIVE;
  const keys = { NODE_ENV: "development", STRIPE_SECRET_KEY, STRIPE_PUBLISHABLE_KEY };
  expect(parseEnv(keys, "stripe")).toMatchObject({ ok: true, env: { stripe: { livemode: true } } });
  // The command that makes a new signing secret must run where the one of now is nonsense.
  expect(parseEnv({ ...keys, STRIPE_WEBHOOK_SECRET: "we_1" }, "stripe")).toMatchObject({ ok: true });
  const wrong: [Source, string][] = [
    [{ ...keys, STRIPE_SECRET_KEY: undefined }, "STRIPE_SECRET_KEY"],
    [{ ...keys, STRIPE_SECRET_KEY: LOCAL.STRIPE_SECRET_KEY }, "STRIPE_SECRET_KEY"],
    [{ ...keys, STRIPE_API_BASE: "https://proxy.example" }, "STRIPE_API_BASE"],
  ];
  for (const [source, name] of wrong)
    expect(parseEnv(source, "stripe")).toMatchObject({ ok: false, faults: [{ name }] });
});
