import { expect, test } from "vitest";
import { checkEnvironment } from "./check-environment";

const LIVE = {
  NODE_ENV: "production",
  DATABASE_URL: "postgres://topup:secret@db.example:5432/topup",
  STRIPE_SECRET_KEY: "sk_live_51QxAbCdEfGhIjKl0000",
  STRIPE_PUBLISHABLE_KEY: "pk_live_51QxAbCdEfGhIjKl0000",
  STRIPE_WEBHOOK_SECRET: "whsec_5ZkT0aGn2bVw8RcYpQeUjHsM4xLd7fNt",
  AUTH_SECRET: "0123456789abcdef0123456789abcdef0123",
  APP_URL: "https://shop.example",
  ADMIN_EMAILS: "ada@shop.example",
  SMTP_URL: "smtps://user:secret@mail.example:465",
};
type Source = Record<string, string | undefined>;

const foundIn = (changed: Source) =>
  checkEnvironment({ ...LIVE, ...changed }).map(({ name, facts }) => [name, facts.name]);

test("an environment as it must be is in order", () => {
  expect(foundIn({})).toEqual([["environment_in_order", undefined]]);
});

const broken: [string, Source, [string, string | undefined]][] = [
  ["a live key outside production", { NODE_ENV: "development" }, ["setting_wrong", "STRIPE_SECRET_KEY"]],
  [
    "a test key beside a live one",
    { STRIPE_SECRET_KEY: "sk_test_51QxAbCdEfGhIjKl0000" },
    ["setting_wrong", "STRIPE_SECRET_KEY"],
  ],
  [
    "a publishable key in place of the secret one",
    { STRIPE_SECRET_KEY: LIVE.STRIPE_PUBLISHABLE_KEY },
    ["setting_wrong", "STRIPE_SECRET_KEY"],
  ],
  ["no database", { DATABASE_URL: undefined }, ["setting_wrong", "DATABASE_URL"]],
  ["a short secret of sessions", { AUTH_SECRET: "short" }, ["setting_wrong", "AUTH_SECRET"]],
  [
    "a stand-in for Stripe beside live keys",
    { STRIPE_API_BASE: "http://127.0.0.1:12111" },
    ["setting_wrong", "STRIPE_API_BASE"],
  ],
  [
    "an address that is none, of a stand-in",
    { STRIPE_API_BASE: "127" },
    ["setting_wrong", "STRIPE_API_BASE"],
  ],
  [
    "a key with a line break behind it",
    { STRIPE_SECRET_KEY: `${LIVE.STRIPE_SECRET_KEY}\n` },
    ["setting_odd", "STRIPE_SECRET_KEY"],
  ],
  ["no operator", { ADMIN_EMAILS: undefined }, ["operators_missing", undefined]],
  ["no mail server", { SMTP_URL: undefined }, ["mail_server_missing", undefined]],
];

test.each(broken)("%s is named", (_, changed, expected) => {
  expect(foundIn(changed)).toContainEqual(expected);
});

test("all faults are told at once, and of no setting its value", () => {
  const told = checkEnvironment({ STRIPE_SECRET_KEY: "not-a-key-of-stripe" });
  expect(told.map(({ facts }) => facts.name)).toEqual(
    expect.arrayContaining(["DATABASE_URL", "STRIPE_SECRET_KEY", "AUTH_SECRET"]),
  );
  expect(JSON.stringify(told)).not.toContain("not-a-key-of-stripe");
});

test("the signing secret is left to the check that says more of it", () => {
  expect(foundIn({ STRIPE_WEBHOOK_SECRET: undefined })).toEqual([["environment_in_order", undefined]]);
  expect(foundIn({ STRIPE_WEBHOOK_SECRET: "we_1" })).toEqual([["environment_in_order", undefined]]);
});
