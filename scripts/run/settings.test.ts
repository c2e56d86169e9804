import { expect, test } from "vitest";
import { parseEnv } from "@/lib/platform/env";
import { plannedSettings, planStart } from "./settings";

const SECRETS = {
  authSecret: "local-0123456789abcdef0123456789abcdef",
  webhookSecret: "whsec_local0123456789",
};
const DATABASE = { DATABASE_URL: "postgres://a:b@db.example/topup" };
const KEYS = { STRIPE_SECRET_KEY: "sk_test_mine00000000", STRIPE_PUBLISHABLE_KEY: "pk_test_mine00000000" };

test("with nothing configured everything is stood in for, and the environment is whole", () => {
  for (const mode of ["dev", "production"] as const) {
    const plan = planStart({}, mode);
    expect(plan).toEqual({ embedsDatabase: true, emulatesStripe: true, fillsAuthSecret: true });
    expect(parseEnv(plannedSettings({}, mode, plan, SECRETS)).ok).toBe(true);
  }
});

test("real parts replace the stand-ins one by one", () => {
  expect(planStart(DATABASE, "dev")).toMatchObject({ embedsDatabase: false, emulatesStripe: true });
  expect(planStart(KEYS, "dev")).toMatchObject({ embedsDatabase: true, emulatesStripe: false });
});

test("half a pair of keys is reported, not papered over with the emulator", () => {
  const source = { STRIPE_SECRET_KEY: KEYS.STRIPE_SECRET_KEY };
  const plan = planStart(source, "dev");
  expect(plan.emulatesStripe).toBe(false);
  expect(parseEnv(plannedSettings(source, "dev", plan, SECRETS)).ok).toBe(false);
});

test.each([DATABASE, KEYS, { APP_URL: "https://shop.example" }])(
  "in production beside anything real (%o) a missing AUTH_SECRET stays missing",
  (real) => expect(planStart(real, "production").fillsAuthSecret).toBe(false),
);

test("on Vercel nothing is embedded", () => {
  expect(planStart({ VERCEL: "1" }, "production")).toEqual({
    embedsDatabase: false,
    emulatesStripe: false,
    fillsAuthSecret: false,
  });
});
