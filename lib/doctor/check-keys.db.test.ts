import { beforeEach, expect, test } from "vitest";
import { useTestDatabase } from "@/db/testing";
import { useClock } from "@/lib/platform/clock";
import { env, forgetEnv } from "@/lib/platform/env";
import { closeBreaker } from "@/lib/stripe/ask-stripe";
import { useStripeLimits } from "@/lib/stripe/client";
import { useEmulator } from "@/lib/stripe/testing";
import { checkClock } from "./check-clock";
import { checkKeys } from "./check-keys";
import { closeServersAfterEach, serverSaying, serverThat } from "./testing";

useTestDatabase();
useEmulator();
closeServersAfterEach();

let emulator = "";
beforeEach(() => {
  emulator ||= process.env.STRIPE_API_BASE ?? "";
  useKeys("sk_test_emulator0000000000", "pk_test_emulator0000000000");
  useStripeAt(emulator);
});

function useKeys(secret: string, publishable: string) {
  Object.assign(process.env, { STRIPE_SECRET_KEY: secret, STRIPE_PUBLISHABLE_KEY: publishable });
  forgetEnv();
}

function useStripeAt(base: string) {
  process.env.STRIPE_API_BASE = base;
  forgetEnv();
  closeBreaker();
  useStripeLimits({ retries: 0 });
}

const namesOf = async () => (await checkKeys(env())).map(({ name }) => name);
const refusal = (type: string, message: string) => JSON.stringify({ error: { type, message } });
const JSON_TYPE = { "content-type": "application/json" };

/** Stripe, as far as these keys see it: each answers by its own key. */
function stripeThat(says: (key: string) => [status: number, body: string]): Promise<string> {
  return serverThat((request, response) => {
    const [status, body] = says(request.headers.authorization?.replace("Bearer ", "") ?? "");
    response.writeHead(status, JSON_TYPE).end(body);
  });
}

const ACCOUNT = JSON.stringify({ id: "acct_1", object: "account", charges_enabled: true });
const NO_SUCH = refusal("invalid_request_error", "No such payment_intent: 'pi_none'");
const UNKNOWN = refusal("invalid_request_error", "Invalid API Key provided");

test("keys that Stripe knows are in order, and it is said whose they are", async () => {
  expect(await checkKeys(env())).toMatchObject([
    {
      name: "keys_in_order",
      facts: { account: "Topup emulator (acct_emulator00000000)", mode: "test" },
    },
  ]);
});

test("a secret key that Stripe does not know is named", async () => {
  useStripeAt(await stripeThat((key) => (key.startsWith("sk") ? [401, UNKNOWN] : [404, NO_SUCH])));
  expect(await namesOf()).toEqual(["secret_key_unknown"]);
});

test("a publishable key that Stripe does not know is named", async () => {
  useStripeAt(await stripeThat((key) => (key.startsWith("sk") ? [200, ACCOUNT] : [401, UNKNOWN])));
  expect(await namesOf()).toEqual(["publishable_key_unknown"]);
});

test("a restricted key that may not read the account is named", async () => {
  const forbidden = refusal("invalid_request_error", "The provided key does not have the permission");
  useStripeAt(await stripeThat((key) => (key.startsWith("sk") ? [403, forbidden] : [404, NO_SUCH])));
  expect(await namesOf()).toEqual(["secret_key_not_allowed"]);
});

test("an account that cannot charge yet is named", async () => {
  const account = JSON.stringify({ id: "acct_1", object: "account", charges_enabled: false });
  useStripeAt(await stripeThat((key) => (key.startsWith("sk") ? [200, account] : [404, NO_SUCH])));
  expect(await namesOf()).toEqual(["account_not_activated"]);
});

test("keys of two accounts are named", async () => {
  useKeys("sk_test_51QxAbCdEfGhIjKlsecret00", "pk_test_51PzAbCdEfGhIjKlpublic00");
  expect(await namesOf()).toEqual(["publishable_key_of_another_account"]);
  useKeys("sk_test_51QxAbCdEfGhIjKlsecret00", "pk_test_51QxAbCdEfGhIjKlpublic00");
  expect(await namesOf()).toEqual(["keys_in_order"]);
});

test("a Stripe that does not answer is named, with where it was asked", async () => {
  useStripeAt(await serverThat((request) => request.socket.destroy()));
  expect(await checkKeys(env())).toMatchObject([
    { name: "stripe_not_reached", facts: { where: process.env.STRIPE_API_BASE } },
  ]);
});

test("without keys nobody is asked", async () => {
  const { stripe, ...rest } = env();
  expect(await checkKeys({ ...rest, stripe: { ...stripe, secretKey: "" } })).toMatchObject([
    { name: "keys_not_tried" },
  ]);
});

test("a clock like Stripe's is in order", async () => {
  expect(await checkClock()).toMatchObject([{ name: "clock_in_order" }]);
});

test.each([
  [2, "clock_off"],
  [-2, "clock_off"],
  [10, "clock_far_ahead"],
  [-10, "clock_far_behind"],
])("a clock that is off by %d minutes is named", async (minutes, name) => {
  const restore = useClock(() => Date.now() + minutes * 60_000);
  expect(await checkClock()).toMatchObject([{ name, facts: { seconds: expect.any(Number) } }]);
  restore();
});

test("a Stripe whose answers bear no date leaves the clock uncompared", async () => {
  useStripeAt(await serverThat((_, response) => response.writeHead(200, { date: "" }).end()));
  expect(await checkClock()).toMatchObject([{ name: "clock_not_compared" }]);
  useStripeAt(await serverSaying(404, {}));
  expect(await checkClock()).toMatchObject([{ name: "clock_in_order" }]);
});
