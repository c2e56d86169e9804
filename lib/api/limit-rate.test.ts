import { beforeEach, expect, it, onTestFinished } from "vitest";
import { nowMs, useClock } from "@/lib/platform/clock";
import { countCall, forgetCall, REQUESTS_PER_MINUTE, resetCalls } from "./limit-rate";

Object.assign(process.env, {
  DATABASE_URL: "postgres://localhost/none",
  STRIPE_SECRET_KEY: "sk_test_emulator0000000000",
  STRIPE_PUBLISHABLE_KEY: "pk_test_emulator0000000000",
  STRIPE_WEBHOOK_SECRET: "whsec_test0000000000000000",
  AUTH_SECRET: "only-for-tests-0123456789abcdef0123456789",
});

beforeEach(resetCalls);

/** A clock that stands still until it is moved. */
function stillClock() {
  let ms = nowMs();
  onTestFinished(useClock(() => ms));
  return { move: (byMs: number) => (ms += byMs) };
}

function callOften(key: string, times: number) {
  for (let time = 1; time < times; time++) countCall(key);
  return countCall(key);
}

it("lets a key call as often as a minute allows, then refuses it, and says what is left", () => {
  const clock = stillClock();
  expect(countCall("a").headers).toEqual({
    "RateLimit-Limit": String(REQUESTS_PER_MINUTE),
    "RateLimit-Remaining": String(REQUESTS_PER_MINUTE - 1),
    "RateLimit-Reset": "60",
  });
  clock.move(59_001);
  const last = callOften("a", REQUESTS_PER_MINUTE - 1);
  expect([last.ok, last.headers["RateLimit-Remaining"], last.headers["RateLimit-Reset"]]).toEqual([
    true,
    "0",
    "1",
  ]);
  const refused = countCall("a");
  expect([refused.ok, refused.headers["RateLimit-Remaining"], refused.headers["Retry-After"]]).toEqual([
    false,
    "0",
    "1",
  ]);
  expect(countCall("b").ok).toBe(true);
});

it("begins anew with the first call after the minute, not before", () => {
  const clock = stillClock();
  callOften("a", REQUESTS_PER_MINUTE);
  clock.move(59_999);
  expect(countCall("a").ok).toBe(false);
  clock.move(1);
  expect(countCall("a")).toMatchObject({ ok: true, headers: { "RateLimit-Reset": "60" } });
});

it("gives a forgotten call back, and never more than were made", () => {
  stillClock();
  callOften("a", REQUESTS_PER_MINUTE);
  forgetCall("a");
  expect(countCall("a").ok).toBe(true);
  expect(countCall("a").ok).toBe(false);
  forgetCall("b");
  expect(countCall("b").headers["RateLimit-Remaining"]).toBe(String(REQUESTS_PER_MINUTE - 1));
});

it("does not refuse for longer than a minute when the clock is set back", () => {
  const clock = stillClock();
  callOften("a", REQUESTS_PER_MINUTE);
  clock.move(-3_600_000);
  expect(countCall("a")).toMatchObject({ ok: true, headers: { "RateLimit-Reset": "60" } });
});

it("keeps no keys of minutes that are over", () => {
  const clock = stillClock();
  for (let key = 0; key < 1_000; key++) countCall(`key ${key}`);
  clock.move(60_000);
  countCall("another");
  const { topupApiCalls } = globalThis as { topupApiCalls?: { ofKey: Map<string, unknown> } };
  expect([...(topupApiCalls?.ofKey.keys() ?? [])]).toEqual(["another"]);
});
